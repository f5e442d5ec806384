package dev.slate.training.model.tower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SelectionTest {

  @Property(tries = 200)
  void largest_anyValues_isTheSortedOne(
      @ForAll @Size(min = 1, max = 60) float @FloatRange(min = -2, max = 2) [] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int k = 1; k <= values.length; k++) {
      assertThat(Selection.largest(values.clone(), values.length, k))
          .isEqualTo(sorted[values.length - k]);
    }
  }

  @Test
  void largest_moreThanThereAre_isNegativeInfinity() {
    assertThat(Selection.largest(new float[] {1}, 1, 2)).isNegative().isInfinite();
  }
}
