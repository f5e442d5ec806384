package dev.slate.training.spark.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TwoTowerTest {
  private static final int GROUPS = 4;
  private static final int ITEMS = 80;

  private final SparkSession spark = SparkTestSession.get();
  private final Positives positives = Planted.positives(300, ITEMS, GROUPS, 10, 3);
  private final List<List<String>> categories =
      IntStream.range(0, ITEMS)
          .mapToObj(i -> List.of("group-" + Planted.group(i, GROUPS)))
          .toList();
  private final TwoTowerSettings settings =
      new TwoTowerSettings(16, 20, 0.98f, 6, 500_000, 64, 32, 0.1, 0.1, 0.2, 3, 6, 2, 4, 9);

  private TwoTowerFit fit(TwoTowerSettings with) {
    return new TwoTowerTrainer(spark, with).fit(positives, ItemCategories.of(categories));
  }

  @Test
  void fit_onPlantedGroups_findsThem() {
    TwoTowerFit fit = fit(settings);
    TwoTowerModel model = fit.model();
    ExactIndex index = new ExactIndex(model.itemVectors());
    int[][] chosen = positives.itemsByUser();
    int own = 0;
    for (int user = 0; user < positives.users(); user++) {
      for (int item :
          index
              .search(model.userVector(Histories.newestFirst(chosen[user])), 5, i -> true)
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
  void newItem_withACategory_isNearItsGroup() {
    TwoTowerModel model = fit(settings).model();
    float[] newItem = model.itemVector(List.of("group-2"));
    int[] near = new ExactIndex(model.itemVectors()).search(newItem, 10, i -> true).items();
    assertThat(IntStream.of(near).filter(i -> Planted.group(i, GROUPS) == 2).count())
        .isGreaterThanOrEqualTo(9);
  }

  @Test
  void fit_onOneThreadOrTwo_givesTheSameBits() {
    float[] parallel = fit(settings).model().itemVectors().values();
    assertThat(fit(settings).model().itemVectors().values()).isEqualTo(parallel);

    // One partition after the other is what one thread would do.
    TowerValidation validation = TowerValidation.of(positives);
    ItemCategories items = ItemCategories.of(categories);
    Examples examples = Examples.of(validation.train());
    TowerTask task = new TowerTask(settings, examples, items, validation.train().itemCounts());
    TowerState state =
        TowerState.of(TwoTowerParameters.random(TowerTask.shape(settings), items, settings.seed()));
    int best = fit(settings).curve().best();
    for (int epoch = 1; epoch <= best; epoch++) {
      for (int round = 0; round < task.rounds(); round++) {
        TowerState from = state;
        int e = epoch;
        int r = round;
        state =
            from.average(
                IntStream.range(0, settings.shards())
                    .mapToObj(shard -> task.run(from, shard, e, r).state())
                    .toArray(TowerState[]::new));
      }
    }
    state.forgetUnseen(validation.train().itemCounts());
    TwoTowerModel sequential =
        new TwoTowerModel(state.parameters(TowerTask.shape(settings), items));
    assertThat(sequential.itemVectors().values()).isEqualTo(parallel);
  }

  @Test
  void estimator_fitAndTransform_addsTheUserVector() {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < positives.size(); row++) {
      rows.add(RowFactory.create(positives.user(row), positives.item(row), positives.timeMs(row)));
    }
    StructType schema =
        new StructType()
            .add("user", DataTypes.IntegerType)
            .add("item", DataTypes.IntegerType)
            .add("timeMs", DataTypes.LongType);
    TwoTower estimator = new TwoTower(categories);
    estimator.set(estimator.embeddingDim(), 8).set(estimator.epochs(), 1);
    TwoTowerTransformer model = estimator.fit(spark.createDataFrame(rows, schema));

    Dataset<Row> users = spark.sql("select array(3, 7, 11) as history");
    List<Float> vector = model.transform(users).first().getList(1);
    float[] expected = model.model().userVector(new int[] {3, 7, 11});
    assertThat(vector).hasSize(8);
    IntStream.range(0, 8).forEach(d -> assertThat(vector.get(d)).isEqualTo(expected[d]));
    assertThatThrownBy(() -> estimator.set(estimator.epochs(), 0)).hasMessageContaining("epochs");
    assertThatThrownBy(() -> estimator.fit(users)).hasMessageContaining("column user");
  }
}
