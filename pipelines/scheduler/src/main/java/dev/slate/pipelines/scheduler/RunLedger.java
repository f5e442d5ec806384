package dev.slate.pipelines.scheduler;

import dev.slate.data.config.SlateConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;

/**
 * The nightly runs' own record, read only: table {@code runs}, column {@code business_date} as ISO
 * text or a date. A ledger without the table has no runs.
 */
interface RunLedger {
  /** Whether any run, however it ended, was for the date. */
  boolean hasRun(LocalDate businessDate) throws SQLException;

  static RunLedger of(SlateConfig.Ledger ledger) {
    return businessDate -> {
      try (Connection connection =
          DriverManager.getConnection(ledger.url(), ledger.user(), ledger.password())) {
        return hasTable(connection) && hasRow(connection, businessDate);
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

  private static boolean hasRow(Connection connection, LocalDate businessDate) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select count(*) from runs where cast(business_date as varchar(10)) = ?")) {
      query.setString(1, businessDate.toString());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getLong(1) > 0;
      }
    }
  }
}
