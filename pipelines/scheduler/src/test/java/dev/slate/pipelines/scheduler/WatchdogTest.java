package dev.slate.pipelines.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.config.SlateConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {
  private static final Cron CRON = new Cron("0 30 3 * * ?", ZoneOffset.UTC);

  private final Path directory;

  WatchdogTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void look_noRunForTheDate_startsOneAndNotAgainWithinTheHour() {
    TestLauncher launcher = TestLauncher.in(directory, "");
    try (NightlyRunner runner = new NightlyRunner(launcher.path(), directory.resolve("log"));
        Watchdog watchdog = watchdog(date -> false, runner, "2026-11-20T03:41:00Z")) {
      watchdog.look();
      watchdog.look();
    }
    assertThat(launcher.runs()).containsExactly("nightly");
  }

  @Test
  void overdue_withinTheGrace_isNothing() throws Exception {
    RunLedger yesterdayOnly = date -> date.equals(LocalDate.parse("2026-11-19"));
    try (NightlyRunner runner = new NightlyRunner(directory, directory.resolve("log"))) {
      assertThat(watchdog(yesterdayOnly, runner, "2026-11-20T03:39:00Z").overdue()).isEmpty();
      assertThat(watchdog(yesterdayOnly, runner, "2026-11-20T03:41:00Z").overdue())
          .contains(LocalDate.parse("2026-11-20"));
    }
  }

  @Test
  void ledger_withTextOrDateColumn_isRead() throws Exception {
    for (String type : new String[] {"varchar(10)", "date"}) {
      SlateConfig.Ledger ledger =
          new SlateConfig.Ledger("jdbc:h2:mem:" + type.charAt(0) + ";DB_CLOSE_DELAY=-1", "sa", "");
      assertThat(RunLedger.of(ledger).hasRun(LocalDate.parse("2026-11-20"))).isFalse();
      try (Connection connection = DriverManager.getConnection(ledger.url(), "sa", "");
          Statement sql = connection.createStatement()) {
        sql.execute("create table runs (run_id varchar(40), business_date " + type + ")");
        sql.execute("insert into runs values ('2026-11-20-1', '2026-11-20')");
      }
      assertThat(RunLedger.of(ledger).hasRun(LocalDate.parse("2026-11-20"))).isTrue();
      assertThat(RunLedger.of(ledger).hasRun(LocalDate.parse("2026-11-21"))).isFalse();
    }
  }

  private static Watchdog watchdog(RunLedger ledger, NightlyRunner runner, String now) {
    return new Watchdog(CRON, ledger, runner, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
  }
}
