package dev.slate.training.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.Items;
import dev.slate.training.model.Vectors;
import dev.slate.training.model.tower.ItemCategories;
import java.util.BitSet;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SequenceModelTest {
  private static final int LENGTH = 60;

  private final SequenceParameters parameters =
      SequenceParameters.random(
          new SequenceShape(16, LENGTH, 2, 2, 24),
          ItemCategories.of(List.of(List.of("a"), List.of("b"), List.of("a", "b"), List.of())),
          5);
  private final SequenceModel model = new SequenceModel(parameters);

  private static int[] history(int length) {
    int[] history = new int[length];
    for (int i = 0; i < length; i++) {
      history[i] = i * i % 4;
    }
    return history;
  }

  private static int[] reversed(int[] values) {
    int[] out = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = values[values.length - 1 - i];
    }
    return out;
  }

  @Test
  void userVector_anyLength_isTheDefinition() {
    for (int length : new int[] {1, 2, 5, 48, 49, LENGTH}) {
      double[][] exact =
          new ReferenceEncoder(parameters).encode(reversed(history(length)), new BitSet());
      float[] user = model.userVector(history(length));
      for (int i = 0; i < user.length; i++) {
        assertThat((double) user[i]).isCloseTo(exact[length - 1][i], Offset.offset(1e-4));
      }
    }
  }

  @Test
  void userVector_changedOrder_isAnotherUser() {
    assertThat(model.userVector(new int[] {0, 1, 2}))
        .isNotEqualTo(model.userVector(new int[] {1, 0, 2}));
  }

  @Test
  void userVector_longerThanTheWindow_readsTheNewest() {
    assertThat(model.userVector(history(LENGTH + 30))).isEqualTo(model.userVector(history(LENGTH)));
  }

  @Test
  void userVector_unknownRows_areSkippedAndTakeNoPlace() {
    assertThat(model.userVector(new int[] {-1, 2, 4, 0}))
        .isEqualTo(model.userVector(new int[] {2, 0}));
    int[] withUnknown = new int[LENGTH + 1];
    System.arraycopy(history(LENGTH), 0, withUnknown, 1, LENGTH);
    withUnknown[0] = 99;
    assertThat(model.userVector(withUnknown)).isEqualTo(model.userVector(history(LENGTH)));
  }

  @Test
  void userVector_noHistory_isFiniteAndTheSameForAll() {
    assertThat(model.userVector(new int[0]))
        .hasSize(16)
        .isEqualTo(model.userVector(new int[] {-3, 17}))
        .isEqualTo(parameters.normBias().values());
  }

  @Test
  void forward_laterInteractions_changeNothingBefore() {
    float[] table = Vectors.normal(4 * 16, 8);
    Encoder encoder = new Encoder(parameters);
    // Both sequences fill the window, so that their rows have the same positions.
    int[] one = history(LENGTH);
    int[] other = one.clone();
    other[LENGTH - 1] = 3 - other[LENGTH - 1];
    float[] first = encoder.forward(SequenceBatch.reading(one), table, Dropout.NONE).clone();
    float[] second = encoder.forward(SequenceBatch.reading(other), table, Dropout.NONE);
    int before = (LENGTH - 1) * 16;
    assertThat(java.util.Arrays.copyOf(second, before))
        .isEqualTo(java.util.Arrays.copyOf(first, before));
    assertThat(second[before]).isNotEqualTo(first[before]);
  }

  @Test
  void itemVector_newItem_isTheMeanOfItsCategories() {
    float[] a = model.itemVector(Items.of("a"));
    float[] b = model.itemVector(Items.of("b"));
    float[] both = model.itemVector(Items.of("a", "b"));
    for (int i = 0; i < both.length; i++) {
      assertThat(both[i]).isCloseTo((a[i] + b[i]) / 2, Offset.offset(1e-6f));
    }
    assertThat(model.itemVector(Items.of())).containsOnly(0);
    assertThat(model.itemVector(Items.of("new"))).containsOnly(0);
  }

  @Test
  void shape_impossible_saysWhatIsWrong() {
    assertThatThrownBy(() -> new SequenceShape(10, 5, 2, 3, 8))
        .hasMessage("heads: 3 (expected: a divisor of dim 10)");
    assertThatThrownBy(() -> new SequenceShape(10, 0, 2, 1, 8))
        .hasMessage("length: 0 (expected: at least 1)");
  }
}
