package dev.slate.training.model.tower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.tower.SoftmaxSettings.LogQ;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a sampled softmax's gradient is on average, against the gradient of the softmax over the
 * whole catalogue, for a model that has learnt: most users choose from their group, and the model
 * ranks the group's items first. A user's group is the one item of the history, which nobody is
 * offered; popular items are chosen some ten times as often as rare ones.
 */
class LogQTest {
  private static final int GROUPS = 6;
  private static final int ITEMS = 4 * GROUPS;
  private static final int DIM = GROUPS;
  private static final int EXAMPLES = 64;
  private static final int NEGATIVES = 64;
  private static final int DRAWS = 150;
  private static final float TEMPERATURE = 0.3f;

  private final TwoTowerParameters parameters =
      TwoTowerParameters.random(
          new TwoTowerShape(DIM, 2, 0.9f),
          ItemCategories.of(
              IntStream.range(0, ITEMS + GROUPS).mapToObj(i -> List.of("c" + i % 5)).toList()),
          11);
  private final TwoTowerGradient gradient = new TwoTowerGradient(parameters);

  LogQTest() {
    for (int item = 0; item < ITEMS; item++) {
      parameters.item().values()[item * DIM + item % GROUPS] += 2;
    }
    for (int group = 0; group < GROUPS; group++) {
      parameters.history().values()[(ITEMS + group) * DIM + group] += 2;
    }
  }

  @Test
  void corrected_onAverage_isNearestToTheWholeSoftmax() {
    double none = error(LogQ.NONE);
    double standard = error(LogQ.STANDARD);
    double corrected = error(LogQ.CORRECTED);
    assertThat(standard).isLessThan(none);
    assertThat(corrected).isLessThan(standard / 3).isLessThan(0.05);
  }

  /** Distance of the mean gradients over the length of the whole softmax's. */
  private double error(LogQ logQ) {
    double[][][] whole = wholeByChoice();
    SplittableRandom random = new SplittableRandom(5);
    TwoTowerStep step = new TwoTowerStep(parameters, new SoftmaxSettings(TEMPERATURE, logQ, 0, 0));
    double[] sampled = new double[whole[0][0].length];
    double[] exact = new double[sampled.length];
    TwoTowerBatch batch = new TwoTowerBatch();
    for (int draw = 0; draw < DRAWS; draw++) {
      batch.clear();
      for (int i = 0; i < EXAMPLES; i++) {
        int group = random.nextInt(GROUPS);
        int item = item(group, random.nextDouble());
        batch.history(ITEMS + group);
        batch.example(item, offers(item), 1);
        // The same examples on both sides, so that only the negatives are a matter of chance.
        add(exact, whole[group][item], 1.0 / EXAMPLES);
      }
      for (int i = 0; i < NEGATIVES; i++) {
        int item = random.nextInt(ITEMS);
        batch.negative(item, offers(item), 1);
      }
      step.run(batch, gradient);
      add(sampled, flat(), 1);
    }
    double length = distance(exact, new double[exact.length]);
    return distance(sampled, exact) / length;
  }

  /** By group and item: one example against all other items, each once. */
  private double[][][] wholeByChoice() {
    TwoTowerStep step =
        new TwoTowerStep(parameters, new SoftmaxSettings(TEMPERATURE, LogQ.NONE, 0, 0));
    double[][][] whole = new double[GROUPS][ITEMS][];
    for (int group = 0; group < GROUPS; group++) {
      for (int item = 0; item < ITEMS; item++) {
        int own = item;
        int[] candidates =
            IntStream.concat(
                    IntStream.of(own), IntStream.range(0, ITEMS).filter(other -> other != own))
                .toArray();
        step.run(
            TwoTowerBatch.of(
                new int[][] {{ITEMS + group}}, candidates, new float[ITEMS], new BitSet()),
            gradient);
        whole[group][item] = flat();
      }
    }
    return whole;
  }

  /** How often the other examples and the draws are expected to offer an item, in logarithm. */
  private static float offers(int item) {
    double frequency =
        IntStream.range(0, GROUPS).mapToDouble(group -> probability(group, item)).sum() / GROUPS;
    return (float) StrictMath.log((EXAMPLES - 1) * frequency + (double) NEGATIVES / ITEMS);
  }

  private static double weight(int group, int item) {
    return (item % GROUPS == group ? 20.0 : 1.0) / (1 + item);
  }

  private static double probability(int group, int item) {
    return weight(group, item)
        / IntStream.range(0, ITEMS).mapToDouble(other -> weight(group, other)).sum();
  }

  private static int item(int group, double uniform) {
    double left = uniform;
    for (int item = 0; item < ITEMS - 1; item++) {
      left -= probability(group, item);
      if (left < 0) {
        return item;
      }
    }
    return ITEMS - 1;
  }

  private double[] flat() {
    float[] items = TwoTowerStepTest.dense(gradient.item(), ITEMS + GROUPS, DIM);
    return IntStream.range(0, items.length + DIM * DIM)
        .mapToDouble(i -> i < items.length ? items[i] : gradient.userWeight()[i - items.length])
        .toArray();
  }

  private static void add(double[] sum, double[] values, double scale) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += scale * values[i];
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
