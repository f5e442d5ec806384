package dev.slate.pipelines.scheduler;

import dev.slate.data.config.SlateConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The nightly runs' own record, read only: table {@code runs}, column {@code started_ms}. A ledger
 * without the table has no runs.
 */
interface RunLedger {
  /** When the newest run began, however it ended; empty if there was none. */
  Optional<Instant> lastStart() throws SQLException;

  static RunLedger of(SlateConfig.Ledger ledger) {
    return () -> {
      try (Connection connection =
          DriverManager.getConnection(ledger.url(), ledger.user(), ledger.password())) {
        return hasTable(connection) ? newest(connection) : Optional.empty();
      }
    };
  }

  private static boolean hasTable(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        if (tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT).equals("runs")) {
          return true;
        }
      }
      return false;
    }
  }

  private static Optional<Instant> newest(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("select max(started_ms) from runs")) {
      rows.next();
      long startedMs = rows.getLong(1);
      return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(startedMs));
    }
  }
}
