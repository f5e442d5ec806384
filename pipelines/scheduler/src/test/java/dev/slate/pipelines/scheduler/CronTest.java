package dev.slate.pipelines.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CronTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void lastDue_daily_isTheLatestInItsZone() {
    Cron cron = new Cron("0 30 3 * * ?", BERLIN);
    assertThat(cron.lastDue(Instant.parse("2026-11-20T12:00:00Z")))
        .contains(Instant.parse("2026-11-20T02:30:00Z"));
    assertThat(cron.lastDue(Instant.parse("2026-11-20T02:29:59Z")))
        .contains(Instant.parse("2026-11-19T02:30:00Z"));
  }

  @Test
  void lastDue_nightOfTheClockChange_isOneTime() {
    Cron cron = new Cron("0 30 2 * * ?", BERLIN);
    // On 2026-10-25 in Berlin 02:30 comes twice; on 2026-03-29 it does not come at all.
    assertThat(cron.lastDue(Instant.parse("2026-10-25T12:00:00Z")).orElseThrow())
        .isBetween(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T01:30:00Z"));
    assertThat(cron.lastDue(Instant.parse("2026-03-29T12:00:00Z"))).isPresent();
  }

  @Test
  void lastDue_neverInTheLastDays_isEmpty() {
    Cron cron = new Cron("0 0 0 1 1 ?", BERLIN);
    assertThat(cron.lastDue(Instant.parse("2026-11-20T12:00:00Z"))).isEmpty();
  }

  @Test
  void of_notACron_namesTheKey() {
    assertThatThrownBy(() -> Cron.of(new SlateConfig.Nightly("local[*]", "3 o'clock", BERLIN)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("slate.nightly.cron: 3 o'clock (expected: a Quartz cron");
  }
}
