package dev.slate.training.spark.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.tower.HistoryPooling;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.ItemVocabulary;
import dev.slate.training.model.tower.LearningRate;
import dev.slate.training.model.tower.Optimizer;
import dev.slate.training.model.tower.SoftmaxSettings;
import dev.slate.training.model.tower.TowerState;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoTowerTest {
  private static final int GROUPS = 4;
  private static final int ITEMS = 80;

  private final SparkSession spark = SparkTestSession.get();
  private final Positives positives = Planted.positives(300, ITEMS, GROUPS, 10, 3);
  private final List<List<String>> categories =
      IntStream.range(0, ITEMS)
          .mapToObj(i -> List.of("group-" + Planted.group(i, GROUPS)))
          .toList();
  private final TwoTowerSettings settings = settings(2, Optimizer.ADAGRAD, 6);

  private static TwoTowerSettings settings(int shards, Optimizer optimizer, int epochs) {
    return new TwoTowerSettings(
        new TwoTowerShape(16, 20, 0.98f, HistoryPooling.ATTENTION),
        new SoftmaxSettings(0.1f, SoftmaxSettings.LogQ.CORRECTED, 30, 0),
        new TwoTowerSettings.Sampling(64, 32, 0.2, 3),
        optimizer,
        new LearningRate(optimizer == Optimizer.ADAM ? 0.02 : 0.1, LearningRate.Decay.COSINE, 5),
        new TwoTowerSettings.Schedule(epochs, 500_000, 6),
        new TwoTowerSettings.Distribution(shards, 4),
        9);
  }

  private TwoTowerFit fit(TwoTowerSettings with) {
    return new TwoTowerTrainer(spark, with).fit(positives, ItemCategories.of(categories));
  }

  private static TowerTask task(
      TwoTowerSettings with, Examples examples, ItemCategories items, TowerValidation validation) {
    return new TowerTask(
        with,
        examples,
        items,
        validation.train().itemCounts(),
        Availability.of(validation.train(), items.createdMs()));
  }

  @ParameterizedTest
  @CsvSource({"2, ADAGRAD", "1, ADAGRAD", "1, ADAM", "3, ADAM"})
  void fit_onPlantedGroups_findsThem(int shards, Optimizer optimizer) {
    TwoTowerFit fit = fit(settings(shards, optimizer, 6));
    TwoTowerModel model = fit.model();
    ExactIndex index = new ExactIndex(model.itemVectors());
    int[][] chosen = positives.itemsByUser();
    int own = 0;
    for (int user = 0; user < positives.users(); user++) {
      for (int item :
          index
              .search(model.userVector(Histories.newestFirst(chosen[user])), 5, RowMask.ALL)
              .items()) {
        own += Planted.group(item, GROUPS) == Planted.group(user, GROUPS) ? 1 : 0;
      }
    }
    assertThat(own / (5.0 * positives.users())).isGreaterThan(0.9);
    List<LearningCurve.Epoch> epochs = fit.curve().epochs();
    assertThat(epochs.get(epochs.size() - 1).loss()).isLessThan(epochs.get(0).loss());
    assertThat(fit.curve().best()).isBetween(1, epochs.size());
  }

  @Test
  void fit_hardlyAnyData_isSaneOrSaysWhy() {
    ItemCategories three = ItemCategories.of(List.of(List.of("a"), List.of(), List.of()));
    TwoTowerTrainer trainer = new TwoTowerTrainer(spark, settings);
    Positives oneUser = Positives.of(1, 3, new int[3], new int[] {0, 1, 2}, new long[] {1, 2, 3});
    assertThat(trainer.fit(oneUser, three).model().itemVectors().isFinite()).isTrue();
    Positives one = Positives.of(1, 3, new int[1], new int[] {1}, new long[] {1});
    assertThatThrownBy(() -> trainer.fit(one, three)).hasMessageContaining("no user has two");
    Positives none = Positives.of(0, 3, new int[0], new int[0], new long[0]);
    assertThatThrownBy(() -> trainer.fit(none, three)).hasMessageContaining("positives: none");
  }

  @Test
  void newItem_withACategory_isNearItsGroup() {
    TwoTowerModel model = fit(settings).model();
    float[] newItem = model.itemVector(new Item("new", "", List.of("group-2"), 0, true, Map.of()));
    int[] near = new ExactIndex(model.itemVectors()).search(newItem, 10, RowMask.ALL).items();
    assertThat(IntStream.of(near).filter(i -> Planted.group(i, GROUPS) == 2).count())
        .isGreaterThanOrEqualTo(9);
  }

  @Test
  void newItem_withAnAttributeOnly_isNearItsGroup() {
    List<Item> items =
        IntStream.range(0, ITEMS).mapToObj(i -> written(i, Planted.group(i, GROUPS))).toList();
    ItemCategories facts = ItemCategories.of(ItemVocabulary.of(items, 1), items);
    TwoTowerModel model = new TwoTowerTrainer(spark, settings).fit(positives, facts).model();
    float[] newItem = model.itemVector(written(ITEMS, 2));
    int[] near = new ExactIndex(model.itemVectors()).search(newItem, 10, RowMask.ALL).items();
    assertThat(IntStream.of(near).filter(i -> Planted.group(i, GROUPS) == 2).count())
        .isGreaterThanOrEqualTo(9);
  }

  private static Item written(int item, int author) {
    return new Item("i" + item, "", List.of(), 0, true, Map.of("author", "a" + author));
  }

  @Test
  void forgetUnseen_clearsWhatOnlyUnseenItemsHave() {
    ItemCategories items = ItemCategories.of(List.of(List.of("a"), List.of("a", "b"), List.of()));
    TwoTowerParameters parameters = TwoTowerParameters.random(settings.shape(), items, 1);
    TowerState.of(parameters, Optimizer.ADAM).forgetUnseen(new int[] {1, 0, 4}, items);
    assertThat(parameters.category().row(0)).doesNotContain(0);
    assertThat(parameters.category().row(1)).containsOnly(0);
    assertThat(parameters.item().row(0)).doesNotContain(0);
    assertThat(parameters.item().row(1)).containsOnly(0);
    assertThat(parameters.history().row(1)).containsOnly(0);
  }

  @Test
  void fit_onOneThreadOrTwo_givesTheSameBits() {
    float[] parallel = fit(settings).model().itemVectors().values();
    assertThat(fit(settings).model().itemVectors().values()).isEqualTo(parallel);

    // One partition after the other is what one thread would do.
    TowerValidation validation = TowerValidation.of(positives, ValidationCut.NEWEST);
    ItemCategories items = ItemCategories.of(categories);
    Examples examples = Examples.of(validation.train());
    TowerTask task = task(settings, examples, items, validation);
    TowerState state =
        TowerState.of(
            TwoTowerParameters.random(settings.shape(), items, settings.seed()),
            settings.optimizer());
    int best = fit(settings).curve().best();
    for (int epoch = 1; epoch <= best; epoch++) {
      for (int round = 0; round < task.rounds(); round++) {
        TowerState from = state;
        int e = epoch;
        int r = round;
        state =
            from.average(
                IntStream.range(0, settings.distribution().shards())
                    .mapToObj(shard -> task.run(from, shard, e, r).state())
                    .toArray(TowerState[]::new));
      }
    }
    state.forgetUnseen(validation.train().itemCounts(), items);
    TwoTowerModel sequential = new TwoTowerModel(state.parameters(settings.shape(), items));
    assertThat(sequential.itemVectors().values()).isEqualTo(parallel);
  }

  @Test
  void fit_interruptedAndResumed_givesTheSameBits(@TempDir Path directory) {
    for (Optimizer optimizer : Optimizer.values()) {
      Path checkpoints = directory.resolve(optimizer.name());
      TwoTowerSettings whole = settings(1, optimizer, 4);
      TwoTowerTrainer trainer = new TwoTowerTrainer(spark, whole);
      ItemCategories items = ItemCategories.of(categories);
      TwoTowerFit uninterrupted = trainer.fit(positives, items);

      // The state after two epochs, written and read.
      TowerValidation validation = TowerValidation.of(positives, ValidationCut.NEWEST);
      Examples examples = Examples.of(validation.train());
      TowerTask task = task(whole, examples, items, validation);
      TowerProgress progress =
          TowerProgress.start(
              TowerState.of(
                  TwoTowerParameters.random(whole.shape(), items, whole.seed()), optimizer));
      for (int epoch = 1; epoch <= 2; epoch++) {
        LearningCurve.Epoch known = uninterrupted.curve().epochs().get(epoch - 1);
        progress = progress.after(task.run(progress.current(), 0, epoch, 0).state(), known);
      }
      String training = whole + " on " + examples.fingerprint();
      new TowerCheckpoint(checkpoints, training).write(progress);

      TwoTowerFit resumed = trainer.fit(positives, items, checkpoints);
      assertThat(resumed.model().itemVectors().values())
          .isEqualTo(uninterrupted.model().itemVectors().values());
      assertThat(resumed.curve().epochs().get(3).loss())
          .isEqualTo(uninterrupted.curve().epochs().get(3).loss());
      TwoTowerFit again = trainer.fit(positives, items, checkpoints);
      assertThat(again.curve()).isEqualTo(resumed.curve());

      TwoTowerTrainer other = new TwoTowerTrainer(spark, settings(1, optimizer, 5));
      assertThatThrownBy(() -> other.fit(positives, items, checkpoints))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("remove it");
    }
  }

  @Test
  void estimator_fitSaveAndTransform_addsTheUserVector(@TempDir Path directory) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < positives.size(); row++) {
      int item = positives.item(row);
      rows.add(
          RowFactory.create(
              positives.user(row), item, positives.timeMs(row), categories.get(item)));
    }
    rows.add(RowFactory.create(null, ITEMS, null, List.of("group-1")));
    StructType schema =
        new StructType()
            .add("user", DataTypes.IntegerType)
            .add("item", DataTypes.IntegerType)
            .add("timeMs", DataTypes.LongType)
            .add("categories", DataTypes.createArrayType(DataTypes.StringType));
    TwoTower made = new TwoTower();
    made.set(made.embeddingDim(), 8).set(made.epochs(), 1).set(made.historyPooling(), "attention");
    made.set(made.outputCol(), "vector");
    made.save(directory.resolve("estimator").toString());
    TwoTower estimator = TwoTower.load(directory.resolve("estimator").toString());
    assertThat(estimator.settings()).isEqualTo(made.settings());
    assertThat(estimator.params()).hasSize(28);

    TwoTowerTransformer fitted = estimator.fit(spark.createDataFrame(rows, schema));
    assertThat(fitted.model().itemVectors().rows()).isEqualTo(ITEMS + 1);
    fitted.save(directory.resolve("model").toString());
    TwoTowerTransformer model = TwoTowerTransformer.load(directory.resolve("model").toString());
    assertThat(model.uid()).isEqualTo(fitted.uid());

    Dataset<Row> users = spark.sql("select array(3, 7, 11) as history");
    List<Float> vector = model.transform(users).select("vector").first().getList(0);
    float[] expected = fitted.model().userVector(new int[] {3, 7, 11});
    assertThat(vector).hasSize(8);
    IntStream.range(0, 8).forEach(d -> assertThat(vector.get(d)).isEqualTo(expected[d]));
    assertThatThrownBy(() -> estimator.set(estimator.epochs(), 0)).hasMessageContaining("epochs");
    assertThatThrownBy(() -> estimator.set(estimator.logQ(), "no")).hasMessageContaining("logQ");
    assertThatThrownBy(() -> estimator.fit(users)).hasMessageContaining("column user");
  }
}
