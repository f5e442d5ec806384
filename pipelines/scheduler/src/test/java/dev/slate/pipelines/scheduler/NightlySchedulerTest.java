package dev.slate.pipelines.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlySchedulerTest {
  private final Path home;

  NightlySchedulerTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void cron_everySecond_runsOneAtATimeAndSurvivesRestart() throws Exception {
    // Each run takes longer than the period; a second one at the same time would leave a mark.
    TestLauncher launcher =
        TestLauncher.in(
            home,
            "mkdir '"
                + home
                + "/busy' 2>/dev/null || touch '"
                + home
                + "/overlap'\nsleep 1.3\n"
                + "rmdir '"
                + home
                + "/busy'");
    for (int start = 1; start <= 2; start++) {
      int wanted = 2 * start;
      try (NightlyRunner runner = new NightlyRunner(launcher.path(), home.resolve("log"));
          NightlyScheduler scheduler = NightlyScheduler.open(config("* * * * * ?"), runner)) {
        scheduler.start();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> launcher.runs().size() >= wanted);
      }
      home.resolve("busy").toFile().delete();
    }
    assertThat(launcher.runs()).containsOnly("nightly");
    assertThat(home.resolve("overlap")).doesNotExist();
  }

  @Test
  void open_missedWhileDown_firesOnce() throws Exception {
    TestLauncher launcher = TestLauncher.in(home, "");
    SlateConfig config = config("0 30 3 * * ?");
    NightlyScheduler.open(config, new NightlyRunner(launcher.path(), home.resolve("log"))).close();
    try (NightlyRunner runner = new NightlyRunner(launcher.path(), home.resolve("log"))) {
      sql(config, "update QRTZ_TRIGGERS set NEXT_FIRE_TIME = " + (now() - 7_200_000));
      try (NightlyScheduler scheduler = NightlyScheduler.open(config, runner)) {
        scheduler.start();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> launcher.runs().size() == 1 && scheduler.nextFireTime().after(new Date()));
      }
    }
    assertThat(launcher.runs()).hasSize(1);
  }

  @Test
  void open_otherCron_replacesTheTrigger() throws Exception {
    try (NightlyRunner runner = new NightlyRunner(home, home.resolve("log"))) {
      NightlyScheduler.open(config("0 30 3 * * ?"), runner).close();
      try (NightlyScheduler scheduler = NightlyScheduler.open(config("0 0 5 1 1 ?"), runner)) {
        assertThat(scheduler.nextFireTime().toInstant().toString()).endsWith("-01-01T05:00:00Z");
      }
    }
  }

  private SlateConfig config(String cron) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SLATE_HOME", home.toString());
    environment.put("SLATE_NIGHTLY_CRON", cron);
    return ConfigReader.read(home.resolve("none.conf"), environment);
  }

  private static void sql(SlateConfig config, String statement) throws Exception {
    SlateConfig.Ledger ledger = config.ledger();
    try (Connection connection =
            DriverManager.getConnection(ledger.url(), ledger.user(), ledger.password());
        Statement sql = connection.createStatement()) {
      assertThat(sql.executeUpdate(statement)).isEqualTo(1);
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
