package dev.slate.training.model.tower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.catalog.Item;
import dev.slate.training.model.tower.SoftmaxSettings.LogQ;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient against finite differences, and the loss against its definition. */
class TwoTowerStepTest {
  private static final float TEMPERATURE = 0.4f;
  private static final long DAY_MS = 86_400_000;

  /** Candidate 4 is example 0's positive again, candidate 5 is in example 1's history. */
  private static final TwoTowerBatch BATCH =
      TwoTowerBatch.of(
          new int[][] {{1, 2, 4, 5}, {3, 3}, {}},
          new int[] {0, 1, 6, 5, 0, 3},
          new float[] {0.1f, -0.2f, 0.3f, 0, 0.5f, -0.4f},
          BitSet.valueOf(new long[] {0b010010}));

  private static final TwoTowerBatch EARLIER =
      TwoTowerBatch.of(
          new int[][] {{1}, {2}},
          new int[] {0, 4, 2},
          new float[] {0.2f, 0.1f, -0.3f},
          new BitSet());

  static Stream<TwoTowerReference> variants() {
    return Stream.of(
        variant(HistoryPooling.MEAN, SoftmaxSettings.standard(TEMPERATURE)),
        variant(HistoryPooling.ATTENTION, SoftmaxSettings.standard(TEMPERATURE)),
        variant(HistoryPooling.MEAN, new SoftmaxSettings(TEMPERATURE, LogQ.NONE, 0, 0)),
        variant(HistoryPooling.MEAN, new SoftmaxSettings(TEMPERATURE, LogQ.CORRECTED, 0, 0)),
        variant(HistoryPooling.MEAN, new SoftmaxSettings(TEMPERATURE, LogQ.STANDARD, 2, 0)),
        variant(HistoryPooling.ATTENTION, new SoftmaxSettings(TEMPERATURE, LogQ.CORRECTED, 3, 0)),
        variant(HistoryPooling.MEAN, new SoftmaxSettings(TEMPERATURE, LogQ.STANDARD, 0, 2)),
        variant(HistoryPooling.MEAN, new SoftmaxSettings(TEMPERATURE, LogQ.CORRECTED, 3, 1)));
  }

  private static TwoTowerReference variant(HistoryPooling pooling, SoftmaxSettings settings) {
    TwoTowerParameters parameters =
        TwoTowerParameters.random(new TwoTowerShape(5, 3, 0.8f, pooling), categories(), 7);
    // Attributes and ages begin at 0; somewhere else a slope says more.
    float[] table = parameters.category().values();
    for (int i = 3 * 5; i < table.length; i++) {
      table[i] = (i * 37 % 11 - 5) / 10f;
    }
    for (int c = 0; pooling == HistoryPooling.ATTENTION && c < 5; c++) {
      parameters.historyQuery()[c] = 2 - c;
    }
    return new TwoTowerReference(parameters, settings);
  }

  /** Three categories, two authors, and three buckets of age; some of it is not known. */
  private static ItemCategories categories() {
    List<Item> items =
        List.of(
            item(List.of("a"), 1, Map.of("author", "x")),
            item(List.of("a", "b"), 4, Map.of("author", "y")),
            item(List.of(), 2, Map.of("author", "x")),
            item(List.of("c"), 1, Map.of()),
            item(List.of("b", "c"), 0, Map.of("author", "y")),
            item(List.of("c"), 5, Map.of("author", "alone")),
            item(List.of("a", "b", "c"), 0, Map.of()));
    ItemVocabulary vocabulary =
        new ItemVocabulary(
            List.of(
                ItemField.categories(List.of("a", "b", "c")),
                new ItemField(ItemField.Kind.VALUE, "author", List.of("x", "y"), List.of()),
                new ItemField(ItemField.Kind.AGE, "", List.of(), List.of(2.0, 4.0))),
            6 * DAY_MS);
    return ItemCategories.of(vocabulary, items);
  }

  private static Item item(List<String> categories, int day, Map<String, String> attributes) {
    return new Item("i", "", categories, day * DAY_MS, true, attributes);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void run_everyParameter_gradientIsTheSlopeOfTheLoss(TwoTowerReference reference) {
    TwoTowerParameters parameters = reference.parameters();
    TwoTowerStep step = new TwoTowerStep(parameters, reference.settings());
    TwoTowerGradient gradient = new TwoTowerGradient(parameters);
    step.run(EARLIER, gradient);
    reference.remember(EARLIER);
    double loss = step.loss(BATCH);
    assertThat(loss).isCloseTo(reference.loss(BATCH), Offset.offset(1e-5));
    assertThat(step.run(BATCH, gradient)).isEqualTo(loss);

    check(reference, parameters.item().values(), dense(gradient.item(), 7, 5));
    check(reference, parameters.history().values(), dense(gradient.history(), 7, 5));
    check(reference, parameters.category().values(), dense(gradient.category(), 8, 5));
    check(reference, parameters.itemBias(), gradient.itemBias());
    check(reference, parameters.userWeight().values(), gradient.userWeight());
    check(reference, parameters.userBias(), gradient.userBias());
    if (parameters.shape().pooling() == HistoryPooling.ATTENTION) {
      check(reference, parameters.historyQuery(), gradient.historyQuery());
    }
  }

  static float[] dense(SparseRows rows, int tableRows, int d) {
    float[] out = new float[tableRows * d];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.values(), i * d, out, rows.row(i) * d, d);
    }
    return out;
  }

  private static void check(TwoTowerReference reference, float[] values, float[] gradient) {
    double step = 2e-3;
    for (int i = 0; i < values.length; i++) {
      float before = values[i];
      values[i] = (float) (before + step);
      double above = reference.loss(BATCH);
      values[i] = (float) (before - step);
      double below = reference.loss(BATCH);
      values[i] = before;
      assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * step), Offset.offset(3e-4));
    }
  }

  /** The published form: a weight, through which no gradient goes, times a loss over negatives. */
  @Test
  void corrected_isTheWeightedLossOfThePaper() {
    double own = 1.3;
    double[] negatives = {0.2, -0.7, 2.1};
    double sum = 0;
    for (double negative : negatives) {
      sum += Math.exp(negative);
    }
    double probability = Math.exp(own) / (Math.exp(own) + sum);
    for (double negative : negatives) {
      double paper = (1 - probability) * Math.exp(negative) / sum;
      assertThat(Math.exp(negative) / (Math.exp(own) + sum)).isCloseTo(paper, Offset.offset(1e-15));
    }
  }

  @Test
  void run_onAnyNumberOfThreads_givesTheSameBits() {
    TwoTowerShape shape = new TwoTowerShape(24, 20, 0.9f, HistoryPooling.ATTENTION);
    ItemCategories categories =
        ItemCategories.of(
            Stream.iterate(0, i -> i + 1).limit(300).map(i -> List.of("c" + i % 9)).toList());
    float[] one = gradients(shape, categories, 1);
    assertThat(gradients(shape, categories, 2)).isEqualTo(one);
    assertThat(gradients(shape, categories, 5)).isEqualTo(one);
  }

  private static float[] gradients(TwoTowerShape shape, ItemCategories categories, int threads) {
    TwoTowerParameters parameters = TwoTowerParameters.random(shape, categories, 3);
    TwoTowerGradient gradient = new TwoTowerGradient(parameters);
    TwoTowerStep step =
        new TwoTowerStep(parameters, new SoftmaxSettings(0.1f, LogQ.CORRECTED, 150, 40));
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      for (int batch = 0; batch < 3; batch++) {
        TwoTowerBatch filled = random(categories.items(), batch);
        pool.submit(() -> step.run(filled, gradient)).join();
      }
    } finally {
      pool.shutdown();
    }
    float[] all = new float[2 * 300 * 24];
    System.arraycopy(dense(gradient.item(), 300, 24), 0, all, 0, 300 * 24);
    System.arraycopy(dense(gradient.history(), 300, 24), 0, all, 300 * 24, 300 * 24);
    return all;
  }

  private static TwoTowerBatch random(int items, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TwoTowerBatch batch = new TwoTowerBatch();
    for (int i = 0; i < 90; i++) {
      for (int j = random.nextInt(30); j > 0; j--) {
        batch.history(random.nextInt(items));
      }
      batch.example(random.nextInt(items), (float) random.nextDouble(), 1);
    }
    for (int i = 0; i < 70; i++) {
      batch.negative(random.nextInt(items), (float) random.nextDouble(), random.nextInt(2));
    }
    return batch;
  }
}
