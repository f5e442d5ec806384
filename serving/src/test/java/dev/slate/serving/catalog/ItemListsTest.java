package dev.slate.serving.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.event.Click;
import dev.slate.data.event.EventHeader;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ItemListsTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final FeatureView VIEW = FeatureCatalog.standard().itemActivity();

  @Property(tries = 60)
  void of_anyCatalogue_ordersAsTheComparatorsSay(
      @ForAll long seed, @ForAll @IntRange(max = 1_500) int count) {
    Random random = new Random(seed);
    ItemCatalog catalog = new ItemCatalog(VIEW);
    for (int i = 0; i < count; i++) {
      String id = "i" + random.nextInt(10_000);
      Item item = new Item(id, "", List.of(), random.nextInt(5), i % 7 != 0, Map.of());
      catalog.handleFacts(id, CatalogCodec.encode(item), 0);
      if (random.nextBoolean()) {
        catalog.handleState(id, state(id, random), i, null);
      }
    }
    List<CatalogItem> available =
        catalog.items().stream().filter(item -> item.isAvailableAt(NOW_MS)).toList();
    Comparator<CatalogItem> byPopularity =
        Comparator.comparingDouble((CatalogItem item) -> -item.activity().popularity())
            .thenComparingLong(item -> -created(item))
            .thenComparing(CatalogItem::id);

    ItemLists lists = ItemLists.of(catalog.items(), NOW_MS);

    assertThat(lists.popular()).isEqualTo(available.stream().sorted(byPopularity).toList());
    assertThat(lists.trending())
        .isEqualTo(
            available.stream()
                .filter(item -> item.activity().state() != null)
                .sorted(
                    Comparator.comparingDouble((CatalogItem item) -> -item.activity().trend())
                        .thenComparing(byPopularity))
                .limit(1_000)
                .toList());
    assertThat(lists.newest())
        .isEqualTo(
            available.stream()
                .sorted(
                    Comparator.comparingLong((CatalogItem item) -> -created(item))
                        .thenComparing(byPopularity))
                .limit(200)
                .toList());
  }

  private static byte[] state(String id, Random random) {
    EntityState state = EntityState.empty(VIEW);
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      long timeMs = NOW_MS - 3_600_000L * random.nextInt(4);
      state.apply(new Click(new EventHeader("e" + n, "u", id, timeMs)));
    }
    return state.encode();
  }

  private static long created(CatalogItem item) {
    Item facts = item.facts();
    return facts == null ? 0 : facts.createdMs();
  }

  @Test
  void rows_ofBestFirst_keepTheOrderOfEqualScoresAndPutNanLast() {
    float[] scores = {1, Float.NaN, 3, 1, Float.NEGATIVE_INFINITY, 0, Float.POSITIVE_INFINITY, 3};
    assertThat(BestFirst.rows(scores)).containsExactly(6, 2, 7, 0, 3, 5, 4, 1);
    assertThat(BestFirst.rows(new float[0])).isEmpty();
    assertThat(IntStream.of(BestFirst.rows(new float[] {0, 0})).toArray()).containsExactly(0, 1);
  }
}
