package dev.slate.pipelines.scheduler;

import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Quartz's tables, by the scripts that Quartz ships; on H2 or PostgreSQL. */
final class QuartzTables {
  private static final String SCRIPTS = "/org/quartz/impl/jdbcjobstore/";

  private QuartzTables() {}

  static String delegate(SlateConfig.Ledger ledger) {
    return "org.quartz.impl.jdbcjobstore."
        + (isPostgres(ledger) ? "PostgreSQLDelegate" : "StdJDBCDelegate");
  }

  static String driver(SlateConfig.Ledger ledger) {
    return isPostgres(ledger) ? "org.postgresql.Driver" : "org.h2.Driver";
  }

  static void createWhenAbsent(SlateConfig.Ledger ledger) {
    try (Connection connection =
            DriverManager.getConnection(ledger.url(), ledger.user(), ledger.password());
        Statement statement = connection.createStatement()) {
      if (!exists(connection)) {
        for (String sql : script(isPostgres(ledger) ? "tables_postgres.sql" : "tables_h2.sql")) {
          statement.execute(sql);
        }
      }
    } catch (SQLException e) {
      throw new InvalidConfigException(
          "slate.ledger.url", ledger.url(), "a database that answers; it said: " + e.getMessage());
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        if (tables.getString("TABLE_NAME").toUpperCase(Locale.ROOT).equals("QRTZ_TRIGGERS")) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isPostgres(SlateConfig.Ledger ledger) {
    if (ledger.url().startsWith("jdbc:postgresql:")) {
      return true;
    }
    if (ledger.url().startsWith("jdbc:h2:")) {
      return false;
    }
    throw new InvalidConfigException(
        "slate.ledger.url", ledger.url(), "jdbc:h2:... or jdbc:postgresql:...");
  }

  private static List<String> script(String name) {
    try (InputStream in = QuartzTables.class.getResourceAsStream(SCRIPTS + name)) {
      if (in == null) {
        throw new IllegalStateException("Quartz does not ship " + SCRIPTS + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.replaceAll("(?m)^\\s*--.*$", "").split(";", -1))
          .map(String::strip)
          .filter(sql -> !sql.isEmpty() && !sql.equalsIgnoreCase("COMMIT"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
