package dev.slate.serving.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.serving.freshness.CanaryWatch.State;
import org.junit.jupiter.api.Test;

class CanaryWatchTest {
  private static final long EVERY = 1_000;

  private final CanaryWatch watch = new CanaryWatch("slate-canary-0");

  @Test
  void canary_thatComesBack_isLiveWithItsLag_andTheNextIsDueAPeriodAfterIt() {
    assertThat(watch.isDue(0, EVERY)).isTrue();
    watch.sent("a", 0);
    assertThat(watch.state(100)).isEqualTo(State.UNKNOWN);
    assertThat(watch.lagMs(100)).isEqualTo(-1);
    assertThat(watch.readable(120)).isEqualTo(120);
    assertThat(watch.state(120)).isEqualTo(State.LIVE);
    assertThat(watch.lagMs(120)).isEqualTo(120);
    assertThat(watch.isDue(999, EVERY)).isFalse();
    assertThat(watch.isDue(1_000, EVERY)).isTrue();
  }

  @Test
  void canary_thatDoesNotComeBack_isMissingAfterFiveSeconds_untilItDoes() {
    watch.sent("a", 0);
    watch.readable(50);
    watch.sent("b", 1_000);
    assertThat(watch.state(6_000)).isEqualTo(State.LIVE);
    assertThat(watch.state(6_001)).isEqualTo(State.MISSING);
    assertThat(watch.lagMs(6_001)).isEqualTo(5_001);
    assertThat(watch.isDue(6_001, EVERY)).isFalse();
    watch.readable(9_000);
    assertThat(watch.state(9_000)).isEqualTo(State.LIVE);
    assertThat(watch.lagMs(9_000)).isEqualTo(8_000);
  }

  @Test
  void canary_thatTheLogDoesNotTake_isSentAgainAndMissingAllTheSame() {
    watch.sent("a", 0);
    watch.notSent("a");
    assertThat(watch.isDue(1_000, EVERY)).isTrue();
    watch.sent("b", 1_000);
    watch.notSent("b");
    assertThat(watch.state(5_001)).isEqualTo(State.MISSING);
  }

  @Test
  void canary_givenUp_isReplacedAndStillMissing() {
    watch.sent("a", 0);
    assertThat(watch.isDue(30_000, EVERY)).isTrue();
    watch.sent("b", 30_000);
    assertThat(watch.awaited()).isEqualTo("b");
    assertThat(watch.state(30_001)).isEqualTo(State.MISSING);
  }
}
