package dev.slate.serving;

import dev.slate.data.Topics;
import dev.slate.data.access.KeyRing;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.online.RedisFreshnessStore;
import dev.slate.featurestore.online.RedisUserEraser;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.server.KeyGate;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.serving.after.Aftermath;
import dev.slate.serving.after.ExposureJournal;
import dev.slate.serving.after.ExposureSpool;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.after.RecentRequests;
import dev.slate.serving.after.ServedLog;
import dev.slate.serving.audit.NewestAudit;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemListRefresher;
import dev.slate.serving.catalog.ItemStates;
import dev.slate.serving.catalog.UserCatalog;
import dev.slate.serving.change.Changes;
import dev.slate.serving.context.SurfaceDefaults;
import dev.slate.serving.erasure.ErasureProgress;
import dev.slate.serving.erasure.ErasureService;
import dev.slate.serving.erasure.Erasures;
import dev.slate.serving.erasure.TopicRetention;
import dev.slate.serving.erasure.UserErasure;
import dev.slate.serving.experiment.Experiments;
import dev.slate.serving.features.FeatureAccess;
import dev.slate.serving.freshness.Freshness;
import dev.slate.serving.freshness.StreamLag;
import dev.slate.serving.http.ApiServices;
import dev.slate.serving.http.Entrance;
import dev.slate.serving.http.HttpServer;
import dev.slate.serving.http.Rehearsal;
import dev.slate.serving.http.RouteTable;
import dev.slate.serving.model.ChampionWatcher;
import dev.slate.serving.model.ItemRowReader;
import dev.slate.serving.model.ModelLoader;
import dev.slate.serving.model.ModelShelf;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.resilience.AdaptiveLimit;
import dev.slate.serving.resilience.Breaker;
import dev.slate.serving.resilience.GuardedReader;
import dev.slate.serving.topic.Producers;
import dev.slate.serving.topic.TopicFollower;
import dev.slate.serving.topic.TopicHandler;
import dev.slate.serving.topic.TopicWriter;
import dev.slate.training.model.registry.ModelRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.Producer;

/**
 * One serving process, put together. It starts without Kafka, Redis or a model and uses each as
 * soon as it is there.
 */
public final class SlateServer implements AutoCloseable {
  private static final int SLATES_PER_CORE = 16;
  private static final int LAST_GOOD_USERS = 10_000;
  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration BATCHING = Duration.ofMillis(50);

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ScheduledExecutorService scheduler =
      Executors.newScheduledThreadPool(3, SlateServer::daemon);
  private final LastGoodLists lastGood = new LastGoodLists(LAST_GOOD_USERS);
  private final RecentRequests recent = new RecentRequests();
  private final CompletableFuture<Void> warm = new CompletableFuture<>();
  private final RunLedger runs = new RunLedger();
  private final NewestAudit audit = new NewestAudit(meters);
  private final Erasures erasures;
  private final TraceParts traces;
  private final ModelShelf shelf;
  private final FeatureCatalog features;
  private final UserCatalog users = new UserCatalog();
  private final ItemCatalog catalog;
  private final ItemListRefresher lists;
  private final Clock clock;
  private final Producer<String, byte[]> producer;

  /** For what nobody waits for: exposures, vectors, traces. */
  private final Producer<String, byte[]> batching;

  private final FeatureAccess access;
  private final FeatureReader reader;
  private final FeatureReader guarded;
  private final RequestPaths paths;
  private final Breaker storeBreaker;
  private final Breaker logBreaker;
  private final ExposureJournal journal;
  private final KeptFiles kept;
  private final Health health;
  private final SlateConfig config;
  private final RedisUserEraser redisEraser;
  private final Experiments experiments;
  private final Changes changes;
  private final TopicFollower catalogFollower;
  private final TopicFollower controlFollower;
  private final ModelRegistry registry;
  private final ChampionWatcher models;
  private final Freshness freshness;
  private final Aftermath aftermath;
  private final HttpServer http;

  /** Starts everything but the port. */
  public SlateServer(SlateConfig config, Clock clock) {
    this(config, FeatureCatalog.standard(), clock);
  }

  /**
   * The same with another catalogue: the stream job and the models must have it too.
   *
   * @throws dev.slate.data.config.InvalidConfigException if others can reach an address of ours and
   *     there are no keys
   */
  public SlateServer(SlateConfig config, FeatureCatalog features, Clock clock) {
    KeyRing keys = new KeyRing(config.access().keys());
    keys.requireKeysBeyondLoopback("slate.http.host", config.http().host());
    this.config = config;
    this.features = features;
    this.clock = clock;
    SlateConfig.Resilience resilience = config.resilience();
    storeBreaker = new Breaker("online-store", resilience.breaker(), meters);
    logBreaker = new Breaker("kafka", resilience.breaker(), meters);
    catalog = new ItemCatalog(features.itemActivity());
    lists = new ItemListRefresher(catalog, clock);
    String kafka = config.kafka().bootstrapServers();
    int partitions = config.kafka().partitions();
    KeyGate gate = new KeyGate(keys, config.access());
    access = new FeatureAccess(config, features, keys, gate, meters, clock);
    reader = access.reader();
    guarded = new GuardedReader(reader, storeBreaker);
    redisEraser =
        new RedisUserEraser(
            config.redis().uri(),
            partitions,
            features,
            FeastLayout.of(config.features().feast().project(), features));
    producer = Producers.create(kafka, logBreaker, Duration.ZERO);
    batching = Producers.create(kafka, logBreaker, BATCHING);
    changes = new Changes(new TopicWriter(producer, Topics.CHANGES), meters, clock);
    experiments = new Experiments(new TopicWriter(producer, Topics.EXPERIMENTS), clock);
    paths =
        new RequestPaths(config, features, guarded, catalog, lists, lastGood, experiments, clock);
    traces = new TraceParts(config, features, catalog, batching, meters, clock);
    erasures = new Erasures(List.of(lastGood::forget, traces::forget));
    catalogFollower =
        TopicFollower.start(
            "catalogue",
            kafka,
            Map.of(
                Topics.ITEMS,
                TopicHandler.ofValues(catalog::handleFacts),
                Topics.USERS,
                TopicHandler.ofValues(users::handle),
                Topics.ITEM_STATES,
                new ItemStates(catalog)));
    controlFollower =
        TopicFollower.start(
            "control",
            kafka,
            Map.of(
                Topics.EXPERIMENTS,
                TopicHandler.ofValues(experiments::handle),
                Topics.RUNS,
                TopicHandler.ofValues(runs::handle),
                Topics.AUDITS,
                TopicHandler.ofValues(audit::handle),
                Topics.CHANGES,
                TopicHandler.ofValues(changes::handle),
                Topics.ERASURES,
                TopicHandler.ofValues(erasures::handle)));
    Path files = config.home().resolve("serving");
    kept = new KeptFiles(files, lastGood, recent, catalog, lists);
    kept.load();
    kept.start(scheduler);
    lists.start(scheduler);
    registry = new ModelRegistry(config.paths().registry());
    ModelLoader loader = new ModelLoader(registry, features, catalog);
    models = new ChampionWatcher(registry, loader, model -> prepare(model));
    shelf = new ModelShelf(registry, loader, models);
    models.start(scheduler);
    freshness =
        new Freshness(
            features,
            reader,
            new RedisFreshnessStore(config.redis().uri(), partitions),
            new StreamLag(kafka, partitions),
            new Freshness.CanarySettings(
                new TopicWriter(producer, Topics.EVENTS),
                partitions,
                config.freshness().canaryEvery()),
            meters,
            clock);
    freshness.start(scheduler);
    journal = ExposureJournal.open(files);
    aftermath =
        new Aftermath(
            new TopicWriter(batching, Topics.EXPOSURES),
            new ExposureSpool(files.resolve("exposures.spool"), resilience.spoolMegabytes() << 20),
            journal,
            servedLog(config),
            lastGood,
            recent,
            freshness.served(),
            meters);
    aftermath.start(scheduler, logBreaker::isClosed);
    CompletableFuture<Void> read = catalogFollower.caughtUp().thenRun(lists::refresh);
    health =
        new Health(
            read,
            catalogFollower,
            controlFollower,
            catalog,
            reader,
            models,
            warm,
            storeBreaker,
            logBreaker);
    var unused =
        CompletableFuture.allOf(read, models.firstLook()).thenRunAsync(this::warmUp, scheduler);
    int atOnce = atOnce(resilience.concurrency());
    http =
        new HttpServer(
            config,
            new Entrance(gate, changes),
            services(
                config,
                new AdaptiveLimit(
                    Math.min(atOnce, resilience.concurrency().min()), atOnce, System::nanoTime)),
            atOnce,
            resilience.prefetchSurface(),
            access.json());
  }

  private static int atOnce(SlateConfig.Concurrency concurrency) {
    return concurrency.max() > 0
        ? concurrency.max()
        : SLATES_PER_CORE * Runtime.getRuntime().availableProcessors();
  }

  private void prepare(ServedModel model) {
    try {
      new ItemRowReader(reader, features, clock).accept(model);
    } finally {
      if (warm.isDone()) {
        rehearsal().beforeSwap(paths.unseen(() -> model));
      }
    }
  }

  private void warmUp() {
    try {
      rehearsal().beforeReady(paths.unseen(models));
    } finally {
      warm.complete(null);
    }
  }

  private Rehearsal rehearsal() {
    return new Rehearsal(
        recent,
        lists,
        config.serving().slateSize(),
        config.resilience().warmUp(),
        pipeline -> traces.tracing(pipeline, lists, paths.settings(), shelf));
  }

  private ServedLog servedLog(SlateConfig config) {
    return new ServedLog(
        new TopicWriter(batching, Topics.SERVED_FEATURES),
        new ServedLog.Settings(
            config.audit().sampleRate(),
            config.kafka().partitions(),
            features.fingerprint(),
            config.train().minRating()),
        meters);
  }

  private ApiServices services(SlateConfig config, AdaptiveLimit limit) {
    RecommendationPipeline pipeline = paths.of(models, this::follow, meters);
    return new ApiServices(
        pipeline,
        features,
        guarded,
        catalog,
        users,
        catalogFollower,
        lists,
        experiments,
        paths.parameters().everywhere(),
        freshness,
        registry,
        models,
        runs,
        audit,
        erasures(config),
        traces.tracing(pipeline, lists, paths.settings(), shelf),
        producer,
        health,
        limit,
        meters,
        clock,
        config.serving().slateSize(),
        SurfaceDefaults.of(config.serving().surfaces()),
        config.train().minRating());
  }

  /** After an answer, on threads of their own. */
  private void follow(Recommendation made) {
    aftermath.follow(made);
    traces.sample(made);
  }

  private ErasureService erasures(SlateConfig config) {
    return new ErasureService(
        new UserErasure(producer, redisEraser, lastGood),
        erasures,
        new ErasureProgress(
            features,
            reader,
            runs::newestFirst,
            new TopicRetention(config.kafka().bootstrapServers()),
            Duration.ofDays(config.lake().historyDays()),
            clock));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "background");
    thread.setDaemon(true);
    return thread;
  }

  /** Opens the ports of the feature server and of the API, and returns the latter. */
  public int start() {
    access.start();
    int port = http.start();
    Rehearsal.knock(config.http().host(), port);
    return port;
  }

  /** Every route of the API. */
  List<RouteTable.Route> routes() {
    return http.routes();
  }

  /** Says that it is not ready any more and gives whoever balances load the time to notice. */
  public void drain() {
    health.drain();
    try {
      Thread.sleep(config.resilience().drain().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers what has begun, writes what was accepted, stops; within five seconds. */
  @Override
  public void close() {
    access.beginClose();
    http.close();
    scheduler.shutdownNow();
    aftermath.close();
    kept.save();
    changes.close();
    traces.close();
    catalogFollower.close();
    controlFollower.close();
    freshness.close();
    batching.close(Duration.ofSeconds(1));
    journal.close();
    producer.close(Duration.ofSeconds(1));
    access.close();
    redisEraser.close();
  }
}
