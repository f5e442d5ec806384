package dev.slate.pipelines.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.config.SlateConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {
  private static final Cron CRON = new Cron("0 30 3 * * ?", ZoneOffset.UTC);

  private final Path directory;

  WatchdogTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void look_noRunSinceItWasDue_startsOneAndNotAgainWithinTheHour() {
    TestLauncher launcher = TestLauncher.in(directory, "");
    RunLedger yesterdays = () -> Optional.of(Instant.parse("2026-11-19T03:30:01Z"));
    try (NightlyRunner runner = new NightlyRunner(launcher.path(), directory.resolve("log"));
        Watchdog watchdog = watchdog(yesterdays, runner, "2026-11-20T03:41:00Z")) {
      watchdog.look();
      watchdog.look();
    }
    assertThat(launcher.runs()).containsExactly("nightly");
  }

  @Test
  void overdue_withinTheGraceOrAfterARun_isNothing() throws Exception {
    RunLedger none = Optional::empty;
    RunLedger todays = () -> Optional.of(Instant.parse("2026-11-20T03:30:01Z"));
    try (NightlyRunner runner = new NightlyRunner(directory, directory.resolve("log"))) {
      assertThat(watchdog(none, runner, "2026-11-20T03:39:00Z").overdue())
          .contains(Instant.parse("2026-11-19T03:30:00Z"));
      assertThat(watchdog(none, runner, "2026-11-20T03:41:00Z").overdue())
          .contains(Instant.parse("2026-11-20T03:30:00Z"));
      assertThat(watchdog(todays, runner, "2026-11-20T03:41:00Z").overdue()).isEmpty();
    }
  }

  @Test
  void ledger_newestStart_isRead() throws Exception {
    SlateConfig.Ledger ledger =
        new SlateConfig.Ledger("jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1", "sa", "");
    assertThat(RunLedger.of(ledger).lastStart()).isEmpty();
    try (Connection connection = DriverManager.getConnection(ledger.url(), "sa", "");
        Statement sql = connection.createStatement()) {
      sql.execute("create table runs (run_id varchar(40), started_ms bigint)");
      assertThat(RunLedger.of(ledger).lastStart()).isEmpty();
      sql.execute("insert into runs values ('2026-11-19-1', 1000), ('2026-11-20-1', 2000)");
    }
    assertThat(RunLedger.of(ledger).lastStart()).contains(Instant.ofEpochMilli(2_000));
  }

  private static Watchdog watchdog(RunLedger ledger, NightlyRunner runner, String now) {
    return new Watchdog(CRON, ledger, runner, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
  }
}
