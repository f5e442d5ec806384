package dev.slate.training.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final int LENGTH = 100_003;

  private static float[] mask(Dropout dropout, int place) {
    float[] values = new float[LENGTH];
    Arrays.fill(values, 1);
    dropout.apply(place, values, LENGTH);
    return values;
  }

  @Test
  void apply_aQuarter_dropsAQuarterAndKeepsTheMean() {
    float[] values = mask(new Dropout(0.25, 7), 3);
    int zeros = 0;
    double sum = 0;
    for (float value : values) {
      assertThat(value == 0 || value == 4f / 3).isTrue();
      zeros += value == 0 ? 1 : 0;
      sum += value;
    }
    assertThat(zeros / (double) LENGTH).isCloseTo(0.25, Offset.offset(0.01));
    assertThat(sum / LENGTH).isCloseTo(1, Offset.offset(0.01));
  }

  @Test
  void apply_samePlaceAndSeed_sameMask() {
    assertThat(mask(new Dropout(0.5, 7), 3)).isEqualTo(mask(new Dropout(0.5, 7), 3));
    assertThat(mask(new Dropout(0.5, 7), 3)).isNotEqualTo(mask(new Dropout(0.5, 7), 4));
    assertThat(mask(new Dropout(0.5, 7), 3)).isNotEqualTo(mask(new Dropout(0.5, 8), 3));
  }

  @Test
  void apply_none_changesNothing() {
    assertThat(mask(Dropout.NONE, 1)).containsOnly(1);
  }
}
