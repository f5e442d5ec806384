package dev.slate.training.spark.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.UserTower;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelfAttentionTrainerTest {
  private static final int GROUPS = 4;
  private static final int ITEMS = 80;
  private static final SlateConfig.SelfAttention SETTINGS =
      new SlateConfig.SelfAttention(20, 1, 2, 12, 16, 0.01, 0.1, 0.1, 20);

  private final Positives positives = Planted.positives(300, ITEMS, GROUPS, 10, 3);
  private final ItemCategories categories =
      ItemCategories.of(
          IntStream.range(0, ITEMS)
              .mapToObj(i -> List.of("group-" + Planted.group(i, GROUPS)))
              .toList());

  @Test
  void fit_onPlantedGroups_findsThemAndPlacesNewItems() {
    List<Integer> passes = new ArrayList<>();
    TowerFit fit =
        new SelfAttentionTrainer(SETTINGS, 16, 9)
            .fit(
                positives,
                categories,
                ValidationCut.LAST,
                (pass, planned, loss, quality) -> {
                  passes.add(pass);
                  assertThat(planned).isEqualTo(SETTINGS.epochs());
                  assertThat(quality).isBetween(0.0, 1.0);
                });
    UserTower model = fit.model();
    ExactIndex index = new ExactIndex(model.itemVectors());
    int[][] chosen = positives.itemsByUser();
    int own = 0;
    for (int user = 0; user < positives.users(); user++) {
      float[] vector = model.userVector(Histories.newestFirst(chosen[user]));
      for (int item : index.search(vector, 5, RowMask.ALL).items()) {
        own += Planted.group(item, GROUPS) == Planted.group(user, GROUPS) ? 1 : 0;
      }
    }
    assertThat(own / (5.0 * positives.users())).isGreaterThan(0.9);
    float[] newItem = model.itemVector(new Item("new", "", List.of("group-2"), 0, true, Map.of()));
    int[] near = index.search(newItem, 10, RowMask.ALL).items();
    assertThat(IntStream.of(near).filter(i -> Planted.group(i, GROUPS) == 2).count())
        .isGreaterThanOrEqualTo(9);
    assertThat(fit.curve().best()).isBetween(1, fit.curve().epochs().size());
    assertThat(passes).hasSameSizeAs(fit.curve().epochs()).startsWith(1, 2);
  }

  @Test
  void fit_headsThatDoNotDivide_saysSo() {
    SelfAttentionTrainer trainer = new SelfAttentionTrainer(SETTINGS, 15, 9);
    assertThatThrownBy(
            () -> trainer.fit(positives, categories, ValidationCut.NEWEST, PassListener.SILENT))
        .hasMessage("heads: 2 (expected: a divisor of dim 15)");
  }
}
