package dev.slate.training.spark.tower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.spark.Positives;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
  @Test
  void of_itemsThatCameMeanwhile_isTheShareOfPositivesSince() {
    Positives train =
        Positives.of(1, 7, new int[4], new int[] {0, 1, 2, 3}, new long[] {10, 20, 20, 30});
    assertThat(Availability.of(train, new long[] {0, 10, 11, 20, 21, 30, 99}))
        .containsExactly(1, 1, 0.75, 0.75, 0.25, 0.25, 0.02);
    Positives none = Positives.of(1, 1, new int[0], new int[0], new long[0]);
    assertThat(Availability.of(none, new long[] {5})).containsExactly(1);
  }
}
