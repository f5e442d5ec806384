package dev.slate.training.model.tower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Items;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TwoTowerModelTest {
  /** d = 2: item 0 in "a", item 1 without category. */
  private final TwoTowerModel model =
      new TwoTowerModel(
          new TwoTowerParameters(
              new TwoTowerShape(2, 2, 0.5f),
              ItemCategories.of(List.of(List.of("a"), List.of())),
              new FloatMatrix(2, 2, new float[] {1, 0, 0, 3}),
              new FloatMatrix(1, 2, new float[] {1, 3}),
              new float[] {1, 1},
              new FloatMatrix(2, 2, new float[] {3, 0, 0, 3}),
              new FloatMatrix(2, 2, new float[] {0, 1, 1, 0}),
              new float[] {0, 1}));

  @Test
  void itemVectors_handComputed() {
    // (1, 0) + (1, 3) + (1, 1) = (3, 4); (0, 3) + (1, 1) = (1, 4)
    assertThat(model.itemVectors().row(0)).containsExactly(new float[] {0.6f, 0.8f}, close());
    float length = (float) Math.sqrt(17);
    assertThat(model.itemVectors().row(1))
        .containsExactly(new float[] {1 / length, 4 / length}, close());
  }

  @Test
  void userVector_recentFirst_weighsByDecay() {
    // weights 2/3, 1/3: mean (2, 1), W swaps: (1, 2), + (0, 1) = (1, 3); the third is not read
    float length = (float) Math.sqrt(10);
    assertThat(model.userVector(new int[] {0, 1, 1}))
        .containsExactly(new float[] {1 / length, 3 / length}, close());
  }

  @Test
  void userVector_noHistory_isTheBias() {
    assertThat(model.userVector(new int[0])).containsExactly(new float[] {0, 1}, close());
  }

  @Test
  void itemVector_newItem_isItsCategories() {
    float length = (float) Math.sqrt(20);
    assertThat(model.itemVector(Items.of("a")))
        .containsExactly(new float[] {2 / length, 4 / length}, close());
    float half = (float) Math.sqrt(0.5);
    assertThat(model.itemVector(Items.of())).containsExactly(new float[] {half, half}, close());
    assertThat(model.itemVector(Items.of("new")))
        .containsExactly(new float[] {half, half}, close());
  }

  private static Offset<Float> close() {
    return Offset.offset(1e-6f);
  }
}
