package dev.slate.training.spark.tower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.tower.TwoTowerBatch;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.tower.TwoTowerSettings.Sampling.Context;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  /** Users with the items 0 to 3, 4 alone, and 5 and 6. */
  private final Positives positives =
      Positives.of(
          3,
          7,
          new int[] {0, 0, 0, 0, 1, 2, 2},
          new int[] {0, 1, 2, 3, 4, 5, 6},
          new long[] {1, 2, 3, 4, 5, 6, 7});

  @Test
  void earlier_everyItemButTheFirstIsATargetOfThoseBeforeIt() {
    Examples examples = Examples.of(positives, Context.EARLIER);
    assertThat(targets(examples)).containsExactly(1, 2, 3, 6);
    assertThat(history(examples, 2, 10)).containsExactly(2, 1, 0);
    assertThat(history(examples, 3, 10)).containsExactly(5);
  }

  @Test
  void others_everyItemIsATargetOfAllOthers() {
    Examples examples = Examples.of(positives, Context.OTHERS);
    assertThat(targets(examples)).containsExactly(0, 1, 2, 3, 5, 6);
    assertThat(history(examples, 0, 10)).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(history(examples, 2, 10)).containsExactlyInAnyOrder(0, 1, 3);
    assertThat(history(examples, 4, 10)).containsExactly(6);
    assertThat(history(examples, 1, 2)).hasSize(2).doesNotContain(1).doesNotHaveDuplicates();
  }

  private static List<Integer> targets(Examples examples) {
    return IntStream.range(0, examples.size()).map(examples::target).boxed().toList();
  }

  private static int[] history(Examples examples, int example, int length) {
    TwoTowerBatch batch = new TwoTowerBatch();
    examples.history(example, length, 0, new SplittableRandom(3), batch);
    batch.example(examples.target(example), 0, 1);
    return Arrays.copyOf(batch.items(), batch.start(1));
  }
}
