package dev.slate.training.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Click;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.tower.TwoTowerSettings;
import dev.slate.training.spark.tower.TwoTowerTrainer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColdItemsTest {
  private static final long END_MS = 1_700_000_000_000L;

  private static Item item(String id, String category, long createdMs, String year) {
    return new Item(id, "", List.of(category), createdMs, true, Map.of("year", year));
  }

  private static Event click(int user, String item, long timeMs) {
    return new Click(new EventHeader(user + item, "u" + user, item, timeMs));
  }

  /** User 0 chose i0, i1 and the newest, i2; user 1 nothing but i2; nobody i3, which is newer. */
  private static TrainingData handMade() {
    return TrainingData.of(
        List.of(click(0, "i0", 1), click(0, "i1", 2), click(0, "i2", 3), click(1, "i2", 4)),
        List.of(
            item("i0", "a", 9, "1999"),
            item("i1", "b", 7, "new"),
            item("i2", "a", 5, "2000"),
            item("i3", "a", 6, "2001")),
        0);
  }

  @Test
  void cut_handMade_judgesByWhatUsersOfTrainChose() {
    Holdout holdout = ColdItems.cut(handMade(), 1);
    assertThat(holdout.train().size()).isEqualTo(2);
    assertThat(holdout.dropped()).isEqualTo(new Holdout.Dropped(1, 0, 0));
    int[] counts = holdout.train().itemCounts();
    ItemCategories categories = ItemCategories.of(holdout.data().categories());
    Result byCategory = new Evaluator(holdout).judge(CategoryPopularity.of(counts, categories));
    assertThat(byCategory.users()).containsExactly(0);
    assertThat(byCategory.lists()[0]).containsExactly(2);
    assertThat(byCategory.metrics().mean(Metric.RECALL)).isEqualTo(1);
    assertThatThrownBy(() -> ColdItems.cut(handMade(), 3))
        .hasMessage("cold: 3 items (expected: at least 1, fewer than the 3 that have a positive)");
    assertThatThrownBy(() -> ColdItems.cut(handMade(), 0)).hasMessageContaining("cold: 0");
  }

  @Test
  void newest_yearsBeforeTimes_ofItemsThatWereChosen() {
    assertThat(ColdItems.newest(handMade(), 2).stream()).containsExactly(0, 2);
    assertThat(ColdItems.newest(handMade(), 9).cardinality()).isEqualTo(3);
  }

  @Test
  void factorsOfInteractionsAlone_findNoHeldOutItem() {
    World world = World.generate(WorldSpec.standard(END_MS).withSize(60, 300));
    Dataset history = world.history();
    Holdout holdout = ColdItems.cut(TrainingData.of(history.events(), history.items(), 3), 60);
    int[] counts = holdout.train().itemCounts();
    FloatMatrix vectors = new FloatMatrix(counts.length, 1, new float[counts.length]);
    for (int item = 0; item < counts.length; item++) {
      vectors.values()[item] = counts[item];
    }
    DenseContender factors = new DenseContender("als", user -> new float[] {1}, vectors);
    assertThat(new Evaluator(holdout).judge(factors).metrics().mean(Metric.RECALL)).isZero();
    List<Slice> among = ColdItems.amongThemselves(holdout, factors);
    assertThat(among).extracting(Slice::metric).containsExactly("recall@100", "recall@10");
    // Lists of 100 hold all of the held-out items.
    assertThat(among.get(0).interval().mean()).isEqualTo(1);
    assertThat(among.get(1).interval().mean()).isLessThan(0.5);
  }

  @Test
  void twoTower_onTheWorldsNewestItems_findsFiveTimesWhatCategoriesPopularityFinds() {
    // Of 900 items, a list of 100 by category alone finds a fifth: no room for five times as much.
    World world = World.generate(WorldSpec.standard(END_MS).withSize(1_000, 4_000));
    Dataset history = world.history();
    TrainingData data = TrainingData.of(history.events(), history.items(), 3);
    Holdout holdout = ColdItems.cut(data, 400);
    ItemCategories categories = ItemCategories.of(data.categories());
    TwoTowerModel model =
        new TwoTowerTrainer(SparkTestSession.get(), TwoTowerSettings.DEFAULTS)
            .fit(holdout.train(), categories)
            .model();
    int[][] choices = holdout.train().itemsByUser();
    Evaluator evaluator = new Evaluator(holdout);
    Result tower =
        evaluator.judge(
            new DenseContender(
                "two-tower",
                user -> model.userVector(Histories.newestFirst(choices[user])),
                model.itemVectors()));
    Result popularity =
        evaluator.judge(CategoryPopularity.of(holdout.train().itemCounts(), categories));
    assertThat(tower.metrics().mean(Metric.RECALL))
        .isGreaterThan(5 * popularity.metrics().mean(Metric.RECALL));
  }
}
