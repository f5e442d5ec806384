package dev.slate.featurestore.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagWindowTest {
  private static final long START = 1_700_000_000_000L;

  private final LagWindow window = new LagWindow();

  @Test
  void report_withinAMinute_hasBothLagsOfEveryEvent() {
    window.record(START - 300, START - 20, START);
    window.record(START + 30_000 - 5, START + 30_000 - 5, START + 30_000);

    LagReport report = LagReport.decode(window.report(START + 49_999).encode());

    assertThat(report.untilMs()).isEqualTo(START + 49_999);
    assertThat(report.sinceEvent().count()).isEqualTo(2);
    assertThat(report.sinceEvent().quantileMs(1)).isBetween(300L, 319L);
    assertThat(report.sinceAppend().quantileMs(1)).isEqualTo(20);
    assertThat(report.sinceAppend().quantileMs(0)).isEqualTo(5);
  }

  @Test
  void report_afterAMinute_hasForgotten() {
    window.record(START, START, START);
    assertThat(window.report(START + 60_000).sinceEvent().count()).isZero();
  }

  @Test
  void record_aRoundLater_reusesTheWindowEmpty() {
    window.record(START, START, START);
    window.record(START, START, START + 60_000);
    assertThat(window.report(START + 60_000).sinceEvent().count()).isEqualTo(1);
  }

  @Test
  void isOutdated_onlyAMinuteAfterItsEnd() {
    LagReport report = LagReport.empty(START);
    assertThat(report.isOutdated(START + 60_000)).isFalse();
    assertThat(report.isOutdated(START + 60_001)).isTrue();
  }
}
