package dev.slate.pipelines.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IngestionLagTest {
  private static final long NOW = 1_700_000_000_000L;

  private final IngestionLag lag = new IngestionLag();

  @Test
  void report_beforeTheCommit_hasNothing_andAfterItEveryEventOnce() {
    for (int i = 0; i < 5_000; i++) {
      lag.accepted(NOW - 100, NOW - 20);
    }
    assertThat(lag.report(NOW).sinceEvent().count()).isZero();
    lag.readable(NOW + 10);
    lag.readable(NOW + 500);
    assertThat(lag.report(NOW + 500).sinceEvent().count()).isEqualTo(5_000);
    assertThat(lag.report(NOW + 500).sinceAppend().quantileMs(1)).isEqualTo(30);
    assertThat(lag.report(NOW + 500).sinceEvent().quantileMs(0)).isBetween(110L, 117L);
  }
}
