package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.event.Click;
import dev.slate.data.event.EventHeader;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.DirectFeatureReader;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.context.ContextFactory;
import dev.slate.serving.context.ContextSettings;
import dev.slate.serving.context.EarlierPages;
import dev.slate.serving.context.PageCursor;
import dev.slate.serving.context.Situation;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.context.UserStateReader;
import dev.slate.serving.experiment.ConfiguredParameters;
import dev.slate.serving.experiment.Experiments;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.freshness.TurnedClock;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.scope.ItemFilter;
import dev.slate.serving.scope.Scope;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a slate while everything around it changes; what is shown was alive and in scope at the
 * time of its request.
 */
class PagesTest {
  private static final FeatureCatalog FEATURES = FeatureCatalog.standard();
  private static final List<Item> ITEMS = PlantedWorld.items();
  private static final String USER = "u";

  @Property(tries = 60)
  void pages_whileNothingChanges_haveEveryEligibleItemOnce(@ForAll long seed) {
    Random random = new Random(seed);
    try (World world = new World(random)) {
      Scope scope = world.scope();
      Set<String> shown = new TreeSet<>();
      PageCursor cursor = null;
      do {
        cursor = world.page(scope, 1 + random.nextInt(40), cursor, shown);
      } while (cursor != null);
      Set<String> expected = new TreeSet<>();
      for (Item item : world.items.values()) {
        if (item.isAvailableAt(world.clock.millis())
            && !world.seen.contains(item.itemId())
            && world.inScope(scope, item)) {
          expected.add(item.itemId());
        }
      }
      assertThat(shown).isEqualTo(expected);
    }
  }

  @Property(tries = 60)
  void pages_whileModelsCatalogueTimeAndHistoryChange_areDisjoint(@ForAll long seed) {
    Random random = new Random(seed);
    try (World world = new World(random)) {
      Scope scope = world.scope();
      Set<String> shown = new TreeSet<>();
      PageCursor cursor = null;
      do {
        cursor = world.page(scope, 1 + random.nextInt(40), cursor, shown);
        world.change();
      } while (cursor != null);
    }
  }

  /** A catalogue, a user and a clock that change at random. */
  private static final class World implements ValueReader {
    private final Random random;
    private final TurnedClock clock = new TurnedClock();
    private final ItemCatalog catalog = new ItemCatalog(FEATURES.itemActivity());
    private final LastGoodLists lastGood = new LastGoodLists(10);
    private final Map<String, Item> items = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final RecommendationPipeline pipeline;
    private @Nullable ServedModel model;
    private ItemLists lists = ItemLists.EMPTY;
    private boolean storeIsDown;

    World(Random random) {
      this.random = random;
      ITEMS.forEach(this::tell);
      for (int i = 0; i < random.nextInt(60); i++) {
        seen.add(anyId());
      }
      lists = ItemLists.of(catalog.items(), clock.millis());
      swap();
      ContextFactory contexts =
          new ContextFactory(
              new UserStateReader(new DirectFeatureReader(this, FEATURES, () -> true), FEATURES),
              catalog,
              () -> lists,
              lastGood,
              () -> model,
              new Experiments(writer(Topics.EXPERIMENTS), clock),
              new ContextSettings(
                  ConfiguredParameters.of(Parameters.defaults(10)),
                  Duration.ofSeconds(30),
                  new SlateConfig.Stages(1, 1, 1, 1),
                  3),
              clock);
      pipeline =
          RequestPath.of(
              contexts,
              RandomSettings.of(new Random(1)),
              FEATURES,
              catalog,
              lastGood,
              this::keep,
              new SimpleMeterRegistry());
    }

    private void keep(Recommendation made) {
      lastGood.keep(USER, made.ranked().entries().stream().map(e -> e.candidate().item()).toList());
    }

    private String anyId() {
      return ITEMS.get(random.nextInt(ITEMS.size())).itemId();
    }

    /** Writes an item with another availability and other life dates. */
    private void tell(Item item) {
      long now = clock.millis();
      Item told =
          new Item(
              item.itemId(),
              item.title(),
              item.categories(),
              item.createdMs(),
              random.nextInt(5) > 0,
              random.nextBoolean() ? Map.of("n", "" + random.nextInt(4)) : Map.of(),
              random.nextInt(4) == 0 ? now + random.nextInt(20_000) - 10_000 : 0,
              random.nextInt(4) == 0 ? now + 10_000 + random.nextInt(20_000) : 0);
      items.put(told.itemId(), told);
      catalog.handleFacts(told.itemId(), CatalogCodec.encode(told), 0);
    }

    private void swap() {
      model =
          random.nextInt(3) == 0
              ? null
              : ServedModel.of(PlantedWorld.model("2026-11-20-1", random.nextInt()), catalog);
    }

    Scope scope() {
      return switch (random.nextInt(5)) {
        case 0 -> Scope.of(PlantedWorld.category(random.nextInt(6)));
        case 1 -> Scope.EVERYTHING.and(ItemFilter.parse("n < 3 or category = \"planted-2\""));
        case 2 -> {
          Set<String> include = new HashSet<>();
          for (int i = 0; i < 30; i++) {
            include.add(anyId());
          }
          yield new Scope(null, null, include);
        }
        default -> Scope.EVERYTHING;
      };
    }

    /** Without the compiled expression. */
    boolean inScope(Scope scope, Item item) {
      String n = item.attributes().get("n");
      return (scope.category() == null || item.categories().contains(scope.category()))
          && (scope.include().isEmpty() || scope.include().contains(item.itemId()))
          && (scope.filter() == null
              || (n != null && Integer.parseInt(n) < 3)
              || item.categories().contains("planted-2"));
    }

    @Nullable PageCursor page(
        Scope scope, int count, @Nullable PageCursor cursor, Set<String> shown) {
      SlateRequest first =
          new SlateRequest(
              "r",
              USER,
              List.of(),
              count,
              "test",
              Set.of(),
              scope,
              Situation.UNKNOWN,
              EarlierPages.NONE,
              0);
      Recommendation made =
          pipeline.recommend(
              cursor == null ? first : first.after(PageCursor.decode(cursor.encode())));
      List<String> ids = new ArrayList<>();
      made.slate().entries().forEach(entry -> ids.add(entry.candidate().item().id()));
      Set<String> known = made.context().user().problem() == null ? seen : Set.of();
      for (String id : ids) {
        Item item = items.get(id);
        assertThat(shown.add(id)).as("%s again", id).isTrue();
        assertThat(item != null && item.isAvailableAt(clock.millis())).as("%s", item).isTrue();
        assertThat(inScope(scope, item)).as("%s in %s", item, scope).isTrue();
        assertThat(known).doesNotContain(id);
      }
      return PageCursor.after(made.context(), ids);
    }

    /** Time passes, items come and go, the user clicks, models swap; lists lag behind. */
    void change() {
      clock.turn(Duration.ofMillis(random.nextInt(5_000)));
      for (int i = 0; i < 20; i++) {
        String id = anyId();
        if (random.nextInt(4) == 0) {
          items.remove(id);
          catalog.handleFacts(id, null, 0);
        } else {
          ITEMS.stream().filter(item -> item.itemId().equals(id)).forEach(this::tell);
        }
      }
      seen.add(anyId());
      storeIsDown = random.nextInt(3) == 0;
      swap();
      if (random.nextBoolean()) {
        lists = ItemLists.of(catalog.items(), clock.millis());
      }
    }

    private static TopicWriter writer(String topic) {
      return new TopicWriter(
          new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()), topic);
    }

    @Override
    public CompletionStage<List<Stored>> read(List<Key> keys) {
      if (storeIsDown) {
        return CompletableFuture.failedFuture(new IllegalStateException("down"));
      }
      EntityState state = EntityState.empty(FEATURES.userActivity());
      long time = clock.millis() - 10_000;
      for (String id : seen) {
        state.apply(new Click(new EventHeader("e-" + id, USER, id, time++)));
      }
      return CompletableFuture.completedFuture(
          List.of(new Stored(state.encode(), null), new Stored(null, null)));
    }

    @Override
    public CompletionStage<Long> newestEventTimeMs(FeatureView view) {
      return CompletableFuture.completedFuture(0L);
    }

    @Override
    public void close() {}
  }
}
