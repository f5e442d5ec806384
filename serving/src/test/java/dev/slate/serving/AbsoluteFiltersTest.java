package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.event.Click;
import dev.slate.data.event.Dismiss;
import dev.slate.data.event.EventHeader;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.DirectFeatureReader;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.serving.after.Aftermath;
import dev.slate.serving.after.ExposureJournal;
import dev.slate.serving.after.ExposureSpool;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.after.RecentRequests;
import dev.slate.serving.after.ServedLog;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.context.ContextFactory;
import dev.slate.serving.context.ContextSettings;
import dev.slate.serving.context.EarlierPages;
import dev.slate.serving.context.Rung;
import dev.slate.serving.context.Situation;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.context.UserStateReader;
import dev.slate.serving.experiment.ConfiguredParameters;
import dev.slate.serving.experiment.Experiments;
import dev.slate.serving.freshness.ServedRows;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.scope.ItemFilter;
import dev.slate.serving.scope.Scope;
import dev.slate.serving.topic.TopicWriter;
import dev.slate.training.model.registry.ModelBundle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What must not be shown is not shown, on any rung; what may be shown fills the slate. */
class AbsoluteFiltersTest {
  private static final FeatureCatalog FEATURES = FeatureCatalog.standard();
  private static final ModelBundle MODEL = PlantedWorld.model("2026-11-20-1", 3);
  private static final String USER = "u";
  private static final String SURFACE = "test";

  @Property(tries = 300)
  void recommend_anyRung_showsNothingForbiddenAndFillsTheSlate(
      @ForAll Rung wanted, @ForAll long seed) {
    Random random = new Random(seed);
    World world = new World(random);
    Recommendation first = world.recommend(wanted, random, EarlierPages.NONE);

    // A category that was asked for is a segment.
    boolean asked = wanted == Rung.POPULAR && world.scope.category() != null;
    assertThat(first.ranked().step().rung()).isEqualTo(asked ? Rung.SEGMENT : wanted);
    Set<String> allowed = world.allowed(first.context().user().problem() == null);
    List<String> one = ids(first);
    assertThat(one).doesNotHaveDuplicates().hasSize(Math.min(world.count, allowed.size()));
    assertThat(allowed.containsAll(one)).isTrue();

    List<String> two = ids(world.recommend(wanted, random, EarlierPages.NONE.and(one)));
    assertThat(two)
        .doesNotHaveDuplicates()
        .hasSize(Math.min(world.count, allowed.size() - one.size()));
    assertThat(Collections.disjoint(one, two)).isTrue();
    assertThat(allowed.containsAll(two)).isTrue();

    // What was served lately is left out where there is enough else, and only there.
    Recommendation again = world.recommend(wanted, random, EarlierPages.NONE);
    assertThat(ids(again)).doesNotHaveDuplicates().hasSize(one.size());
    assertThat(allowed.containsAll(ids(again))).isTrue();
    if (world.leavesOutServed() && allowed.size() - one.size() - two.size() >= world.count) {
      assertThat(Collections.disjoint(one, ids(again))).isTrue();
    }
  }

  private static List<String> ids(Recommendation made) {
    return made.slate().entries().stream().map(e -> e.candidate().item().id()).toList();
  }

  /** A catalogue, a user and a request, all random. */
  private static final class World implements ValueReader {
    private static final long DAY_MS = 86_400_000;

    private final ItemCatalog catalog = new ItemCatalog(FEATURES.itemActivity());
    private final LastGoodLists lastGood = new LastGoodLists(10);
    private final long nowMs = System.currentTimeMillis();
    private final Map<String, Item> items = new HashMap<>();
    private final ItemLists lists;
    private final Set<String> excluded;
    private final Set<String> seen;
    private final Scope scope;
    private final int count;
    private final SlateConfig.Serving settings;
    private boolean storeIsDown;

    World(Random random) {
      excluded = some(random, 40);
      seen = some(random, 60);
      scope = scope(random);
      count = 1 + random.nextInt(60);
      settings = RandomSettings.of(random);
      Set<String> odd = some(random, 70);
      for (Item item : PlantedWorld.items()) {
        Item plain = item(item, true, 0, 0, random);
        Item told = odd.contains(item.itemId()) ? gone(plain, random) : plain;
        items.put(item.itemId(), told);
        // The lists may be older than what they list.
        tell(random.nextBoolean() ? plain : told);
      }
      lists = ItemLists.of(catalog.items(), nowMs);
      items.values().forEach(this::tell);
    }

    private void tell(Item item) {
      catalog.handleFacts(item.itemId(), CatalogCodec.encode(item), 0);
    }

    private static Item item(
        Item like, boolean available, long fromMs, long expiresMs, Random random) {
      return new Item(
          like.itemId(),
          like.title(),
          like.categories(),
          like.createdMs(),
          available,
          Map.of("creator", "c" + random.nextInt(12)),
          fromMs,
          expiresMs);
    }

    private Item gone(Item plain, Random random) {
      return switch (random.nextInt(3)) {
        case 0 -> item(plain, false, 0, 0, random);
        case 1 -> item(plain, true, nowMs + DAY_MS, 0, random);
        default -> item(plain, true, 0, nowMs - DAY_MS, random);
      };
    }

    private static Scope scope(Random random) {
      return new Scope(
          random.nextInt(3) == 0 ? PlantedWorld.category(random.nextInt(6)) : null,
          random.nextInt(3) == 0 ? ItemFilter.parse("creator != \"c3\"") : null,
          random.nextInt(4) == 0 ? some(random, 80) : Set.of());
    }

    private static Set<String> some(Random random, int atMost) {
      List<String> ids = new ArrayList<>(PlantedWorld.items().stream().map(Item::itemId).toList());
      Collections.shuffle(ids, random);
      return Set.copyOf(ids.subList(0, 1 + random.nextInt(atMost)));
    }

    boolean leavesOutServed() {
      return settings.parameters().get("filter.served.seconds") instanceof Integer s && s > 0;
    }

    /** The ids that may be shown. */
    Set<String> allowed(boolean historyIsKnown) {
      return items.values().stream()
          .filter(item -> item.isAvailableAt(nowMs))
          .filter(item -> scope.category() == null || item.categories().contains(scope.category()))
          .filter(item -> scope.filter() == null || !"c3".equals(item.attributes().get("creator")))
          .map(Item::itemId)
          .filter(id -> scope.include().isEmpty() || scope.include().contains(id))
          .filter(id -> !excluded.contains(id) && !(historyIsKnown && seen.contains(id)))
          .collect(Collectors.toSet());
    }

    Recommendation recommend(Rung rung, Random random, EarlierPages earlier) {
      boolean withModel = rung != Rung.SEGMENT && rung != Rung.POPULAR;
      storeIsDown = rung == Rung.CACHED || rung == Rung.POPULAR;
      if (rung == Rung.CACHED) {
        lastGood.keep(USER, some(random, 100).stream().map(catalog::intern).toList());
      }
      SlateRequest request =
          new SlateRequest(
              "r", USER, List.of(), count, SURFACE, excluded, scope, Situation.UNKNOWN, earlier, 0);
      ServedModel model = withModel ? ServedModel.of(MODEL, catalog) : null;
      try (Aftermath aftermath = aftermath()) {
        return pipeline(model, rung, aftermath).recommend(request);
      }
    }

    private RecommendationPipeline pipeline(
        @Nullable ServedModel model, Rung rung, Aftermath aftermath) {
      ConfiguredParameters parameters = ConfiguredParameters.of(settings, 0);
      if (rung == Rung.LIGHT) {
        parameters =
            ConfiguredParameters.of(
                parameters.on(SURFACE).with(Map.of("rank.model", BooleanNode.FALSE)));
      }
      ContextFactory contexts =
          new ContextFactory(
              new UserStateReader(new DirectFeatureReader(this, FEATURES, () -> true), FEATURES),
              catalog,
              () -> lists,
              lastGood,
              () -> model,
              new Experiments(writer(Topics.EXPERIMENTS), Clock.systemUTC()),
              new ContextSettings(
                  parameters, Duration.ofSeconds(30), new SlateConfig.Stages(1, 1, 1, 1), 3),
              Clock.systemUTC());
      return RequestPath.of(
          contexts,
          settings,
          FEATURES,
          catalog,
          lastGood,
          aftermath::follow,
          new SimpleMeterRegistry());
    }

    private Aftermath aftermath() {
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      ServedLog served =
          new ServedLog(
              writer(Topics.SERVED_FEATURES),
              new ServedLog.Settings(1, 1, FEATURES.fingerprint(), 3),
              meters);
      return new Aftermath(
          writer(Topics.EXPOSURES),
          new ExposureSpool(Path.of("target", "no-spool"), 0),
          ExposureJournal.absent(),
          served,
          lastGood,
          new RecentRequests(),
          new ServedRows(meters),
          meters);
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
      long time = System.currentTimeMillis() - 10_000;
      for (String id : seen) {
        EventHeader header = new EventHeader("e-" + id, USER, id, time++);
        state.apply(id.hashCode() % 3 == 0 ? new Dismiss(header) : new Click(header));
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
