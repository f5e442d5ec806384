package dev.slate.data.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long MS = 1_000_000L;

  @Test
  void take_afterTheBurst_waitsForTheRate() {
    TokenBucket bucket = new TokenBucket(10, 3, 0);
    assertThat(List.of(bucket.take(0), bucket.take(0), bucket.take(0), bucket.take(0)))
        .containsExactly(true, true, true, false);
    assertThat(bucket.take(99 * MS)).isFalse();
    assertThat(bucket.take(100 * MS)).isTrue();
    assertThat(bucket.take(100 * MS)).isFalse();
  }

  /** In any span of time no more pass than the burst and what the rate gives in it. */
  @Property(tries = 200)
  void take_anyTimes_neverExceedsBurstAndRate(
      @ForAll @IntRange(min = 1, max = 50) int perSecond,
      @ForAll @IntRange(min = 1, max = 20) int burst,
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 300) Integer> pausesMs) {
    TokenBucket bucket = new TokenBucket(perSecond, burst, 0);
    long now = 0;
    long taken = 0;
    for (int pause : pausesMs) {
      now += pause * MS;
      taken += bucket.take(now) ? 1 : 0;
      assertThat(taken).isLessThanOrEqualTo(burst + 1 + now * perSecond / 1_000_000_000L);
    }
    assertThat(bucket.take(now + 1_000 * MS)).isTrue();
  }
}
