package dev.slate.serving.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.serving.PlantedWorld;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.scope.ItemFilter;
import dev.slate.serving.scope.Scope;
import dev.slate.training.model.index.RowMask;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScopeMasksTest {
  private static final long NOW_MS = 1_800_000_000_000L;

  private final ItemCatalog catalog = new ItemCatalog(FeatureCatalog.standard().itemActivity());
  private final ServedModel model;

  ScopeMasksTest() {
    PlantedWorld.items().forEach(this::tell);
    model = ServedModel.of(PlantedWorld.model("2026-11-20-1", 1), catalog);
  }

  private void tell(Item item) {
    catalog.handleFacts(item.itemId(), CatalogCodec.encode(item), 0);
  }

  private static Item changed(Item item, Random random) {
    return new Item(
        item.itemId(),
        item.title(),
        List.of(PlantedWorld.category(random.nextInt(PlantedWorld.CATEGORIES))),
        item.createdMs(),
        random.nextBoolean(),
        Map.of("year", Integer.toString(1980 + random.nextInt(30))));
  }

  /** Few changes are followed, more than are remembered make a mask anew. */
  @Property(tries = 12)
  void maskOf_afterAnyChanges_isWhatTheScopeAdmits(
      @ForAll long seed, @ForAll @IntRange(max = 4) int tens) {
    Random random = new Random(seed);
    List<Scope> scopes =
        List.of(
            Scope.EVERYTHING,
            Scope.of(PlantedWorld.category(2)),
            new Scope(null, ItemFilter.parse("year >= 1990"), Set.of()),
            new Scope(null, null, Set.of(PlantedWorld.id(1, 2), PlantedWorld.id(3, 4), "nobody")));
    List<Item> items = PlantedWorld.items();
    for (int round = 0; round < 3; round++) {
      for (Scope scope : scopes) {
        RowMask truth = RowMask.of(items.size(), row -> scope.admits(model.item(row), NOW_MS));
        assertThat(model.maskOf(scope, NOW_MS)).isEqualTo(truth);
        assertThat(model.maskOf(scope, NOW_MS)).isEqualTo(truth);
      }
      for (int change = (int) Math.pow(10, tens); change > 0; change--) {
        tell(changed(items.get(random.nextInt(items.size())), random));
      }
    }
  }

  @Test
  void maskOf_madeUnavailable_isGoneAtTheNextSearch() {
    Item item = PlantedWorld.items().get(7);
    int row = model.rowOf(catalog.intern(item.itemId()));
    float[] query = model.vectorOf(catalog.intern(item.itemId()));
    assertThat(found(query)).contains(row);
    catalog.handleFacts(item.itemId(), null, 0);
    assertThat(found(query)).doesNotContain(row);
    tell(item);
    assertThat(found(query)).contains(row);
  }

  private int[] found(float[] query) {
    RowMask mask = model.maskOf(Scope.EVERYTHING, NOW_MS);
    return model.bundle().towerIndex().search(query, 1000, mask).items();
  }

  @Test
  void maskOf_manyScopes_areNotKeptForEver() {
    for (int i = 0; i < 2000; i++) {
      Scope scope = new Scope(null, ItemFilter.parse("year >= " + i), Set.of());
      assertThat(model.maskOf(scope, NOW_MS).cardinality()).isZero();
    }
    CatalogItem item = catalog.intern(PlantedWorld.id(0, 0));
    assertThat(model.maskOf(Scope.EVERYTHING, NOW_MS).admits(model.rowOf(item))).isTrue();
  }
}
