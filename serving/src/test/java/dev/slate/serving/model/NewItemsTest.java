package dev.slate.serving.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.PlantedWorld;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.training.model.candidate.UserQuery;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewItemsTest {
  private final ItemCatalog catalog = new ItemCatalog(FeatureCatalog.standard().itemActivity());
  private final ServedModel model;
  private final UserQuery user;

  NewItemsTest() {
    PlantedWorld.items().forEach(this::tell);
    model = ServedModel.of(PlantedWorld.model("2026-11-20-1", 1), catalog);
    RecentItem click =
        new RecentItem(PlantedWorld.id(2, 1), 1, EventKind.CLICK, Float.NaN, "event");
    user = UserQuery.of(model.bundle(), List.of(click), 3);
  }

  private void tell(Item item) {
    catalog.handleFacts(item.itemId(), CatalogCodec.encode(item), 0);
  }

  private void tell(String id, int category) {
    tell(new Item(id, id, List.of(PlantedWorld.category(category)), 0, true, Map.of()));
  }

  private List<String> found(int k) {
    return model.newItems().search(user, k, item -> item.isAvailableAt(1)).stream()
        .map(hit -> hit.item().id())
        .toList();
  }

  @Test
  void refresh_newItem_isFoundByTheVectorOfItsCategory() {
    assertThat(found(10)).isEmpty();
    tell("new-2", 2);
    tell("new-4", 4);
    model.refresh();
    assertThat(found(10)).containsExactlyInAnyOrder("new-2", "new-4");
    List<NewItems.Hit> best = model.newItems().search(user, 1, item -> true);
    List<CatalogItem> both = List.of(catalog.intern("new-2"), catalog.intern("new-4"));
    CatalogItem nearest =
        both.stream()
            .max(Comparator.comparingDouble(i -> user.twoTowerScore(model.vectorOf(i))))
            .orElseThrow();
    assertThat(best).hasSize(1);
    assertThat(best.get(0).item()).isSameAs(nearest);
    assertThat((double) best.get(0).score())
        .isCloseTo(
            user.twoTowerScore(model.vectorOf(nearest)), org.assertj.core.data.Offset.offset(1e-5));
  }

  @Test
  void refresh_changedOrDeleted_isFollowed() {
    tell("new", 2);
    model.refresh();
    float[] before = model.vectorOf(catalog.intern("new"));
    tell("new", 4);
    model.refresh();
    assertThat(model.vectorOf(catalog.intern("new"))).isNotEqualTo(before);
    catalog.handleFacts("new", null, 0);
    assertThat(found(10)).isEmpty();
    model.refresh();
    assertThat(found(10)).isEmpty();
  }

  @Test
  void refresh_moreThanIsRemembered_findsThemAll() {
    NewItems before = model.newItems();
    model.refresh();
    assertThat(model.newItems()).isSameAs(before);
    for (int i = 0; i < 6_000; i++) {
      tell("new-" + i % 2_000, 1);
    }
    model.refresh();
    assertThat(found(5_000)).hasSize(2_000).doesNotHaveDuplicates();
  }

  @Test
  void search_userWithoutHistory_findsNothing() {
    tell("new", 2);
    model.refresh();
    UserQuery nobody = UserQuery.of(model.bundle(), List.of(), 3);
    assertThat(model.newItems().search(nobody, 5, item -> true)).isEmpty();
  }
}
