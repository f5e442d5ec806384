package dev.slate.training.model.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScoreAttributionTest {
  private static final int INPUTS = 3;
  private static final int ROWS = 9;
  private static final RelativeInputs RELATIVE = new RelativeInputs(INPUTS, new int[] {2, 0});

  /** As a night publishes it. */
  @Property(tries = 60)
  void contributions_wrappedTrees_sumToTheServedMargin(@ForAll long seed) {
    Random random = new Random(seed);
    FlatTrees trees =
        FlatTrees.of(
            RELATIVE.expanded(),
            0.25f,
            List.of(
                RandomTrees.tree(random, 7, RELATIVE.expanded()),
                RandomTrees.tree(random, 3, RELATIVE.expanded())));
    requireSums(
        new ListRanker(
            RELATIVE, new TieredRanker(new CalibratedRanker(trees, 0.7f, -2), linear(random))),
        rows(random));
  }

  @Property(tries = 20)
  void contributions_linear_sumToTheServedMargin(@ForAll long seed) {
    Random random = new Random(seed);
    requireSums(
        new ListRanker(RELATIVE, new CalibratedRanker(linear(random), 1.5f, 1)), rows(random));
  }

  private static void requireSums(Ranker ranker, float[] rows) {
    ScoreAttribution attribution = ScoreAttribution.of(ranker, rows, ROWS).orElseThrow();
    float[] margins = new float[ROWS];
    ranker.margins(rows, ROWS, margins);
    double mean = 0;
    for (int row = 0; row < ROWS; row++) {
      double[] parts = attribution.contributions(row);
      assertThat(parts).hasSize(INPUTS);
      assertThat(attribution.baseline() + Arrays.stream(parts).sum())
          .isCloseTo(margins[row], within(1e-5));
      mean += margins[row] / ROWS;
    }
    assertThat(attribution.baseline()).isCloseTo(mean, within(1e-5));
  }

  @Test
  void contributions_splitOnTheStandingInTheList_areItsInputs() {
    // Column 4 of an expanded row is how input 0 stands in the list.
    Tree tree =
        new Tree(
            new int[] {4, -1, -1},
            new float[] {0, -1, 1},
            new int[] {1, 0, 0},
            new int[] {2, 0, 0},
            new boolean[3]);
    Ranker ranker = new ListRanker(RELATIVE, FlatTrees.of(RELATIVE.expanded(), 0, List.of(tree)));
    float[] rows = {1, 9, 9, 5, 9, 9};
    ScoreAttribution attribution = ScoreAttribution.of(ranker, rows, 2).orElseThrow();
    assertThat(attribution.baseline()).isZero();
    assertThat(attribution.contributions(0)).containsExactly(-1, 0, 0);
    assertThat(attribution.contributions(1)).containsExactly(1, 0, 0);
  }

  @Test
  void of_factors_isEmpty() {
    FactorizationMachine bare = linear(new Random(1));
    Ranker machine =
        new FactorizationMachine(
            bare.scaling(),
            0,
            bare.weights(),
            bare.squares(),
            new float[RELATIVE.expanded()],
            new float[] {0.5f});
    assertThat(ScoreAttribution.of(machine, new float[RELATIVE.expanded()], 1)).isEmpty();
  }

  private static FactorizationMachine linear(Random random) {
    float[] weights = new float[RELATIVE.expanded()];
    float[] ones = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
      ones[i] = 1;
    }
    return FactorizationMachine.linear(
        new InputScaling(new float[weights.length], ones), 0.5f, weights);
  }

  private static float[] rows(Random random) {
    float[] rows = new float[ROWS * INPUTS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(6) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return rows;
  }
}
