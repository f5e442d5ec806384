package dev.slate.training.spark.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.LearningRate;
import dev.slate.training.model.tower.Optimizer;
import dev.slate.training.model.tower.SoftmaxSettings;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerShape;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that a trainer must survive, or refuse in words. */
class TwoTowerInputTest {
  private final SparkSession spark = SparkTestSession.get();

  private static TwoTowerSettings settings(int dim, int historyLength, double rate, int shards) {
    return new TwoTowerSettings(
        new TwoTowerShape(dim, historyLength, 0.9f),
        new SoftmaxSettings(0.2f, SoftmaxSettings.LogQ.CORRECTED, 8, 0),
        new TwoTowerSettings.Sampling(16, 4, 0.1, 2),
        Optimizer.ADAGRAD,
        LearningRate.constant(rate),
        new TwoTowerSettings.Schedule(2, 1_000, 2),
        new TwoTowerSettings.Distribution(shards, 4),
        3);
  }

  private TwoTowerModel fit(TwoTowerSettings settings, Positives positives) {
    return new TwoTowerTrainer(spark, settings).fit(positives, noCategories(positives)).model();
  }

  private static ItemCategories noCategories(Positives positives) {
    return ItemCategories.of(Collections.nCopies(positives.items(), List.of()));
  }

  private static void assertUnitVectors(TwoTowerModel model, int[] history) {
    FloatMatrix items = model.itemVectors();
    assertThat(items.isFinite()).isTrue();
    double squares = 0;
    for (float value : model.userVector(history)) {
      squares += value * value;
    }
    assertThat(squares).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-5));
  }

  @Test
  void fit_noRows_saysSo() {
    Positives none = Positives.of(4, 3, new int[0], new int[0], new long[0]);
    assertThatThrownBy(() -> fit(settings(8, 5, 0.1, 1), none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("positives: none (expected: at least one user with two)");
    Positives nobody = Positives.of(0, 0, new int[0], new int[0], new long[0]);
    assertThatThrownBy(() -> fit(settings(8, 5, 0.1, 1), nobody))
        .hasMessageContaining("positives: none");
  }

  @Test
  void fit_oneRowEach_saysSo() {
    int[] users = {0, 1, 2};
    Positives single = Positives.of(3, 3, users, users, new long[] {1, 2, 3});
    assertThatThrownBy(() -> fit(settings(8, 5, 0.1, 1), single))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no user has two");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void fit_oneUser_isSane(int shards) {
    int[] items = IntStream.range(0, 20).map(row -> row % 6).toArray();
    long[] timeMs = IntStream.range(0, 20).asLongStream().toArray();
    Positives oneUser = Positives.of(1, 6, new int[20], items, timeMs);
    assertUnitVectors(fit(settings(8, 5, 0.1, shards), oneUser), new int[] {1, 4});
  }

  @Test
  void fit_oneItem_isSane() {
    int[] users = IntStream.range(0, 30).map(row -> row % 10).toArray();
    long[] timeMs = IntStream.range(0, 30).asLongStream().toArray();
    Positives oneItem = Positives.of(10, 1, users, new int[30], timeMs);
    assertUnitVectors(fit(settings(8, 5, 0.1, 1), oneItem), new int[] {0});
  }

  @Test
  void fit_allAtOneTime_isSane() {
    int[] users = IntStream.range(0, 30).map(row -> row % 10).toArray();
    int[] items = IntStream.range(0, 30).map(row -> row % 7).toArray();
    assertUnitVectors(
        fit(settings(8, 5, 0.1, 1), Positives.of(10, 7, users, items, new long[30])),
        new int[] {2});
  }

  @Test
  void fit_moreDimensionsThanItems_isSane() {
    Positives few = Planted.positives(40, 8, 2, 4, 1);
    assertUnitVectors(fit(settings(64, 5, 0.1, 1), few), new int[] {3, 1});
  }

  @Test
  void fit_historiesLongerThanTheWindow_readsTheNewest() {
    TwoTowerModel model = fit(settings(8, 2, 0.1, 1), Planted.positives(40, 40, 2, 20, 1));
    int[] twenty = IntStream.range(0, 20).toArray();
    assertUnitVectors(model, twenty);
    assertThat(model.userVector(twenty)).isEqualTo(model.userVector(new int[] {0, 1}));
  }

  @Test
  void fit_rateThatDiverges_saysSoInsteadOfReturningNaN() {
    Positives some = Planted.positives(40, 40, 2, 8, 1);
    assertThatThrownBy(() -> fit(settings(8, 5, 1e38, 1), some))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("loss: (NaN|.*Infinity) in epoch .*");
  }

  @Test
  void settings_notANumber_areRefusedByName() {
    assertThatThrownBy(() -> new TwoTowerShape(8, 5, Float.NaN))
        .hasMessageStartingWith("historyDecay: NaN");
    assertThatThrownBy(() -> SoftmaxSettings.standard(Float.NaN))
        .hasMessageStartingWith("temperature: NaN");
    assertThatThrownBy(() -> LearningRate.constant(Double.NaN)).hasMessageStartingWith("base: NaN");
    assertThatThrownBy(() -> new TwoTowerSettings.Sampling(8, 8, Double.NaN, 1))
        .hasMessageContaining("idDropout: NaN");
    TwoTower estimator = new TwoTower();
    assertThatThrownBy(() -> estimator.set(estimator.temperature(), Double.NaN))
        .hasMessageContaining("temperature");
  }
}
