package dev.slate.serving;

import dev.slate.data.Topics;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.online.RedisFeatureReader;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemListRefresher;
import dev.slate.serving.context.ContextFactory;
import dev.slate.serving.context.UserStateReader;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.filter.CategoryFilter;
import dev.slate.serving.filter.ExcludedItemFilter;
import dev.slate.serving.filter.Filtering;
import dev.slate.serving.filter.SeenItemFilter;
import dev.slate.serving.filter.UnavailableItemFilter;
import dev.slate.serving.http.ApiServices;
import dev.slate.serving.http.HttpServer;
import dev.slate.serving.hydrate.FeatureHydrator;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.rank.Ranking;
import dev.slate.serving.rerank.MmrReranker;
import dev.slate.serving.retrieve.LastGoodRetriever;
import dev.slate.serving.retrieve.PopularRetriever;
import dev.slate.serving.retrieve.Retrieval;
import dev.slate.serving.retrieve.SegmentRetriever;
import dev.slate.serving.retrieve.TrendingRetriever;
import dev.slate.serving.topic.Producers;
import dev.slate.serving.topic.TopicFollower;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.Producer;

/**
 * One serving process, put together. It starts without Kafka, Redis or a model and uses each as
 * soon as it is there.
 */
public final class SlateServer implements AutoCloseable {
  private static final int LAST_GOOD_USERS = 10_000;

  private final ScheduledExecutorService scheduler;
  private final TopicFollower catalogFollower;
  private final TopicFollower controlFollower;
  private final Producer<String, byte[]> producer;
  private final RedisFeatureReader redis;
  private final HttpServer http;

  /** Starts everything but the port. */
  public SlateServer(SlateConfig config, Clock clock) {
    FeatureCatalog features = FeatureCatalog.standard();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ItemCatalog catalog = new ItemCatalog(features.itemActivity());
    ItemListRefresher lists = new ItemListRefresher(catalog);
    LastGoodLists lastGood = new LastGoodLists(LAST_GOOD_USERS);
    String kafka = config.kafka().bootstrapServers();

    scheduler = Executors.newScheduledThreadPool(2, SlateServer::daemon);
    redis =
        new RedisFeatureReader(
            config.redis().uri(), config.kafka().partitions(), Duration.ofSeconds(1));
    producer = Producers.create(kafka);
    catalogFollower =
        TopicFollower.start(
            "catalogue",
            kafka,
            Map.of(Topics.ITEMS, catalog::handleFacts, Topics.ITEM_STATES, catalog::handleState));
    controlFollower =
        TopicFollower.start("control", kafka, Map.of(Topics.EXPERIMENTS, (k, v, o) -> {}));
    lists.start(scheduler);

    ContextFactory contexts =
        new ContextFactory(
            new UserStateReader(redis, features),
            catalog,
            lists,
            lastGood,
            Parameters.defaults(config.serving().candidates()),
            config.serving().budget(),
            clock);
    RecommendationPipeline pipeline =
        new RecommendationPipeline(
            contexts,
            new Retrieval(
                List.of(
                    new LastGoodRetriever(lastGood),
                    new SegmentRetriever(),
                    new TrendingRetriever(),
                    new PopularRetriever()),
                meters),
            // Cheap ones first.
            new Filtering(
                List.of(
                    new UnavailableItemFilter(),
                    new ExcludedItemFilter(),
                    new SeenItemFilter(),
                    new CategoryFilter())),
            new FeatureHydrator(),
            new Ranking(),
            new MmrReranker(),
            made -> {},
            meters);
    http =
        new HttpServer(
            config,
            new ApiServices(
                pipeline,
                features,
                catalog,
                lists,
                producer,
                new Health(catalogFollower, controlFollower, catalog, redis),
                meters));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "background");
    thread.setDaemon(true);
    return thread;
  }

  /** Opens the port and returns it. */
  public int start() {
    return http.start();
  }

  /** Answers what has begun, writes what was accepted, stops. */
  @Override
  public void close() {
    http.close();
    catalogFollower.close();
    controlFollower.close();
    scheduler.shutdownNow();
    producer.close(Duration.ofSeconds(2));
    redis.close();
  }
}
