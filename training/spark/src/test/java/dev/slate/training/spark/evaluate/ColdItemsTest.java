package dev.slate.training.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.tower.TwoTowerSettings;
import dev.slate.training.spark.tower.TwoTowerTrainer;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColdItemsTest {
  private static final long END_MS = 1_700_000_000_000L;

  @Test
  void judge_handMade_countsHeldOutItemsOnly() {
    // User 0 chose 0, 1 and the held-out 2; user 1 chose only held-out ones.
    Positives all =
        Positives.of(2, 4, new int[] {0, 0, 0, 1}, new int[] {0, 1, 2, 2}, new long[] {1, 2, 3, 4});
    BitSet cold = BitSet.valueOf(new long[] {0b1100});
    ColdItems protocol = new ColdItems(all, cold);
    assertThat(protocol.train().size()).isEqualTo(2);
    assertThat(protocol.users()).isEqualTo(1);

    ItemCategories categories =
        ItemCategories.of(List.of(List.of("a"), List.of("b"), List.of("a"), List.of()));
    ColdItems.Result byCategory =
        protocol.judge(new CategoryPopularityContender(protocol.train().itemCounts(), categories));
    assertThat(byCategory.recall().mean()).isEqualTo(1);
    assertThat(byCategory.shown()).isEqualTo(1);
    ColdItems.Result byCount =
        protocol.judge(new PopularityContender(protocol.train().itemCounts()));
    assertThat(byCount.name()).isEqualTo("popularity");

    BitSet everything = BitSet.valueOf(new long[] {0b1111});
    assertThatThrownBy(() -> new ColdItems(all, everything)).hasMessageContaining("cold:");
  }

  @Test
  void twoTower_onTheWorldsNewestItems_findsFiveTimesWhatCategoriesPopularityFinds() {
    // Of 900 items, a list of 100 by category alone finds a fifth: no room for five times as much.
    World world = World.generate(WorldSpec.standard(END_MS).withSize(1_000, 4_000));
    Dataset history = world.history();
    TrainingData data = TrainingData.of(history.events(), history.items(), 3);
    ColdItems protocol = new ColdItems(data.positives(), ColdItems.newest(data, 400));
    ItemCategories categories = ItemCategories.of(data.categories());
    TwoTowerModel model =
        new TwoTowerTrainer(SparkTestSession.get(), TwoTowerSettings.DEFAULTS)
            .fit(protocol.train(), categories)
            .model();
    int[][] choices = protocol.train().itemsByUser();
    ColdItems.Result tower =
        protocol.judge(
            new VectorContender(
                "two-tower",
                user -> model.userVector(Histories.newestFirst(choices[user])),
                new ExactIndex(model.itemVectors())));
    ColdItems.Result popularity =
        protocol.judge(new CategoryPopularityContender(protocol.train().itemCounts(), categories));
    assertThat(tower.recall().mean()).isGreaterThan(5 * popularity.recall().mean());
  }
}
