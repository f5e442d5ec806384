package dev.slate.serving.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.event.Click;
import dev.slate.data.event.EventHeader;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.serving.freshness.TurnedClock;
import dev.slate.serving.scope.ItemFilter;
import dev.slate.serving.scope.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemCatalogTest {
  private final TurnedClock clock = new TurnedClock();
  private final ItemCatalog catalog = new ItemCatalog(FeatureCatalog.standard().itemActivity());

  @Test
  void factsVersion_growsWithFactsAndWithLifeDatesThatPass() {
    ItemListRefresher lists = new ItemListRefresher(catalog, clock);
    tell("now", 0, 0);
    tell("soon", clock.millis() + 1_000, clock.millis() + 2_000);
    lists.refresh();
    long told = catalog.factsVersion();
    assertThat(ids(lists)).containsExactly("now");

    clock.turn(Duration.ofMillis(999));
    lists.refresh();
    assertThat(catalog.factsVersion()).isEqualTo(told);
    clock.turn(Duration.ofMillis(1));
    lists.refresh();
    assertThat(catalog.factsVersion()).isGreaterThan(told);
    assertThat(ids(lists)).containsExactlyInAnyOrder("now", "soon");
    clock.turn(Duration.ofSeconds(1));
    lists.refresh();
    assertThat(ids(lists)).containsExactly("now");
  }

  @Test
  void refreshAtTimes_whatHappenedToItems_waitsTwentyTimesWhatSortingTook() {
    long[] nanos = {0};
    // Reading the time takes a nanosecond, so a refresh does, too.
    ItemListRefresher lists = new ItemListRefresher(catalog, clock, () -> nanos[0]++);
    tell("a", 0, 0);
    tell("b", 0, 0);
    lists.refreshAtTimes();
    long sorted = nanos[0];

    happen("b");
    lists.refreshAtTimes();
    assertThat(lists.get().trending()).isEmpty();
    nanos[0] = sorted + 19;
    lists.refreshAtTimes();
    assertThat(lists.get().trending()).extracting(CatalogItem::id).containsExactly("b");

    happen("a");
    tell("c", 0, 0);
    lists.refreshAtTimes();
    assertThat(ids(lists)).as("facts do not wait").containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void popularIn_filter_isAskedOncePerItemWhileTheListsHold() {
    tell("a", 0, 0);
    tell("b", 0, 0);
    ItemLists lists = ItemLists.of(catalog.items(), clock.millis());
    Scope scope = Scope.EVERYTHING.and(ItemFilter.parse("id = \"a\""));

    List<CatalogItem> found = lists.popularIn(scope, clock.millis());
    assertThat(found).extracting(CatalogItem::id).containsExactly("a");
    Scope same = Scope.EVERYTHING.and(ItemFilter.parse("not id != 'a'"));
    assertThat(lists.popularIn(same, clock.millis())).isSameAs(found);
    assertThat(lists.popularIn(Scope.of("none"), clock.millis())).isEmpty();
  }

  @Test
  void idsAfter_followsAdditionsAndDeletions() {
    tell("b", 0, 0);
    tell("a", 0, 0);
    tell("c", 0, 0);
    catalog.handleFacts("c", null, 3);

    assertThat(catalog.idsAfter(null)).containsExactly("a", "b");
    assertThat(catalog.idsAfter("a")).containsExactly("b");
  }

  private void tell(String id, long availableFromMs, long expiresMs) {
    Item item = new Item(id, "", List.of(), 0, true, Map.of(), availableFromMs, expiresMs);
    catalog.handleFacts(id, CatalogCodec.encode(item), 0);
  }

  private void happen(String id) {
    EntityState state = EntityState.empty(FeatureCatalog.standard().itemActivity());
    state.apply(new Click(new EventHeader("e-" + id, "u", id, clock.millis())));
    catalog.handleState(id, state.encode(), 0, null);
  }

  private static List<String> ids(ItemListRefresher lists) {
    return lists.get().popular().stream().map(CatalogItem::id).toList();
  }
}
