package dev.slate.serving;

import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.event.Click;
import dev.slate.data.event.EventHeader;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.DirectFeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.catalog.ItemStates;
import dev.slate.serving.context.ContextFactory;
import dev.slate.serving.context.ContextSettings;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.context.UserStateReader;
import dev.slate.serving.experiment.ConfiguredParameters;
import dev.slate.serving.experiment.Experiments;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.explain.Explainer;
import dev.slate.serving.explain.Replay;
import dev.slate.serving.explain.TraceLog;
import dev.slate.serving.explain.TraceRecord;
import dev.slate.serving.explain.TraceRecorder;
import dev.slate.serving.explain.TraceStore;
import dev.slate.serving.explain.TracedUsers;
import dev.slate.serving.explain.WhyNotFinder;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.topic.TopicWriter;
import dev.slate.training.model.rank.CalibratedRanker;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.ListRanker;
import dev.slate.training.model.rank.RelativeInputs;
import dev.slate.training.model.rank.TieredRanker;
import dev.slate.training.model.rank.Tree;
import dev.slate.training.model.registry.ModelBundle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The planted catalogue with one user, in memory, and the real request path over it. */
final class ExplainedWorld implements ValueReader {
  static final FeatureCatalog FEATURES = FeatureCatalog.standard();
  private static final SlateConfig.Serving SERVING =
      ConfigReader.read(Path.of("absent.conf"), Map.of()).serving();
  static final String USER = "u";

  private static final Duration LONG = Duration.ofMinutes(10);

  final ItemCatalog catalog = new ItemCatalog(FEATURES.itemActivity());
  final LastGoodLists lastGood = new LastGoodLists(10);
  private final ContextSettings settings;
  private EntityState user = EntityState.empty(FEATURES.userActivity());
  private long offset;
  private long nextMs = System.currentTimeMillis() - 1_000_000;
  private boolean storeIsDown;
  private @Nullable ServedModel model;

  ExplainedWorld(Parameters parameters) {
    settings =
        new ContextSettings(
            ConfiguredParameters.of(parameters), LONG, new SlateConfig.Stages(1, 1, 1, 1), 3);
    PlantedWorld.items().forEach(item -> announce(item, true));
  }

  /**
   * A model whose ranker reads every input, and some relative to the list: calibrated random trees
   * of two splits each, wrapped as a night publishes them.
   */
  static ModelBundle model(String version, long seed) {
    ModelBundle planted = PlantedWorld.model(version, seed);
    Random random = new Random(seed);
    List<Tree> trees = new ArrayList<>();
    RelativeInputs relative =
        new RelativeInputs(planted.manifest().inputs().size(), new int[] {1, 0});
    int inputs = relative.expanded();
    for (int t = 0; t < 3 * inputs; t++) {
      trees.add(
          new Tree(
              new int[] {t % inputs, -1, random.nextInt(inputs), -1, -1},
              new float[] {
                random.nextFloat() * 2, leaf(random), random.nextFloat(), leaf(random), leaf(random)
              },
              new int[] {1, 0, 3, 0, 0},
              new int[] {2, 0, 4, 0, 0},
              new boolean[] {true, false, false, false, false}));
    }
    return new ModelBundle(
        planted.manifest(),
        planted.items(),
        planted.popularity(),
        planted.als(),
        planted.tower(),
        planted.neighbors(),
        new ListRanker(
            relative,
            new TieredRanker(
                new CalibratedRanker(FlatTrees.of(inputs, 0.1f, trees), 0.8f, -1),
                FlatTrees.of(inputs, 0, List.of()))),
        planted.alsIndex(),
        planted.towerIndex());
  }

  private static float leaf(Random random) {
    return random.nextFloat() - 0.5f;
  }

  void announce(Item item, boolean available) {
    Item told =
        new Item(
            item.itemId(),
            item.title(),
            item.categories(),
            item.createdMs(),
            available,
            Map.of("maker", "m" + item.itemId().length()));
    catalog.handleFacts(item.itemId(), CatalogCodec.encode(told), offset++);
  }

  /** Clicks of somebody on an item, and a row of the nightly run. */
  void happened(String itemId, int clicks, float longterm) {
    EntityState state = EntityState.empty(FEATURES.itemActivity());
    for (int i = 0; i < clicks; i++) {
      state.apply(new Click(new EventHeader("i" + offset++, "x" + i, itemId, nextMs++)));
    }
    new ItemStates(catalog)
        .handle(new ConsumerRecord<>(Topics.ITEM_STATES, 0, offset++, itemId, state.encode()));
    float[] values = new float[FEATURES.itemLongterm().scalars().size()];
    Arrays.fill(values, longterm);
    long nowMs = System.currentTimeMillis();
    catalog
        .intern(itemId)
        .longterm(
            new FeatureRow(
                FEATURES.itemLongterm(),
                FeatureStatus.PRESENT,
                values,
                List.of(),
                nowMs - 1_000,
                nowMs,
                null));
  }

  void click(String itemId) {
    user.apply(new Click(new EventHeader("e" + offset++, USER, itemId, nextMs++)));
  }

  void forget() {
    user = EntityState.empty(FEATURES.userActivity());
  }

  void serve(@Nullable ModelBundle bundle) {
    model = bundle == null ? null : ServedModel.of(bundle, catalog);
  }

  @Nullable ServedModel model() {
    return model;
  }

  void storeIsDown(Boolean down) {
    storeIsDown = down;
  }

  static SlateRequest request(int count, Set<String> exclude, @Nullable String category) {
    return new SlateRequest("r", USER, List.of(), count, "test", exclude, category);
  }

  RecommendationPipeline pipeline() {
    ItemLists lists = ItemLists.of(catalog.items(), System.currentTimeMillis());
    ContextFactory contexts =
        new ContextFactory(
            new UserStateReader(new DirectFeatureReader(this, FEATURES, () -> true), FEATURES),
            catalog,
            () -> lists,
            lastGood,
            () -> model,
            new Experiments(writer(), Clock.systemUTC()),
            settings,
            Clock.systemUTC());
    return RequestPath.of(
        contexts, SERVING, FEATURES, catalog, lastGood, made -> {}, new SimpleMeterRegistry());
  }

  Explainer explainer() {
    return new Explainer(FEATURES, catalog, LONG);
  }

  WhyNotFinder whyNot() {
    return new WhyNotFinder(catalog, pipeline().filtering());
  }

  Replay replay() {
    return new Replay(
        FEATURES,
        pipeline(),
        explainer(),
        catalog,
        () -> ItemLists.of(catalog.items(), System.currentTimeMillis()),
        settings);
  }

  /** Through the log, its bytes and the store. */
  TraceRecord logged(Recommendation made) {
    TraceStore store = new TraceStore(1 << 24, Duration.ofHours(1), Clock.systemUTC());
    try (TraceLog log =
        new TraceLog(
            new TraceRecorder(explainer()),
            new TracedUsers(Set.of(), writer()),
            store,
            writer(),
            new SimpleMeterRegistry())) {
      log.log(made, TraceRecord.Cause.EXPLAINED);
    }
    return Objects.requireNonNull(store.find(made.context().request().requestId()));
  }

  private static TopicWriter writer() {
    return new TopicWriter(
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()), "any");
  }

  @Override
  public CompletionStage<List<Stored>> read(List<Key> keys) {
    return storeIsDown
        ? CompletableFuture.failedFuture(new IllegalStateException("down"))
        : CompletableFuture.completedFuture(
            List.of(new Stored(user.encode(), null), new Stored(null, null)));
  }

  @Override
  public CompletionStage<Long> newestEventTimeMs(FeatureView view) {
    return CompletableFuture.completedFuture(0L);
  }

  @Override
  public void close() {}
}
