package dev.slate.training.spark.evaluate.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slate.training.spark.evaluate.recipe.Dimension;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final List<Dimension> BOTH =
      List.of(
          new Dimension("x", 0, 8, Dimension.Scale.LINEAR),
          new Dimension("y", 0.001, 10, Dimension.Scale.LOG));

  private final Draws draws = new Draws(BOTH, Map.of("x", 1.0, "y", 1.0, "z", 7.0), 8, 5);

  @Test
  void anywhere_eightDraws_reachEveryEighthOfTheRange() {
    BitSet x = new BitSet();
    BitSet y = new BitSet();
    for (int i = 0; i < 8; i++) {
      Map<String, Double> settings = draws.anywhere();
      x.set((int) (8 * BOTH.get(0).share(settings.getOrDefault("x", -1.0))));
      y.set((int) (8 * BOTH.get(1).share(settings.getOrDefault("y", -1.0))));
      assertThat(settings).containsEntry("z", 7.0);
    }
    assertThat(x.cardinality()).isEqualTo(8);
    assertThat(y.cardinality()).isEqualTo(8);
  }

  @Test
  void near_staysInTheBoxAndTheRange() {
    List<Double> x = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Map<String, Double> settings = draws.near(Map.of("x", 7.9, "y", 0.1, "z", 3.0));
      x.add(settings.getOrDefault("x", -1.0));
      assertThat(settings.get("x")).isBetween(6.6, 8.0);
      assertThat(settings.get("y")).isBetween(0.02, 0.4);
      assertThat(settings).containsEntry("z", 3.0);
    }
    assertThat(x.stream().distinct().count()).isGreaterThan(20);
  }

  @Test
  void share_isTheInverseOfAt() {
    for (Dimension dimension : BOTH) {
      assertThat(dimension.share(dimension.at(0.3))).isCloseTo(0.3, within(1e-3));
      assertThat(dimension.share(1e9)).isEqualTo(1);
      assertThat(dimension.share(-1)).isEqualTo(0);
    }
  }
}
