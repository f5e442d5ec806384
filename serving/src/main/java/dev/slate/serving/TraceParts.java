package dev.slate.serving;

import dev.slate.data.Topics;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.context.ContextSettings;
import dev.slate.serving.explain.Explainer;
import dev.slate.serving.explain.Replay;
import dev.slate.serving.explain.TraceLog;
import dev.slate.serving.explain.TraceRecorder;
import dev.slate.serving.explain.TraceStore;
import dev.slate.serving.explain.TracedUsers;
import dev.slate.serving.explain.Tracing;
import dev.slate.serving.explain.WhyNotFinder;
import dev.slate.serving.model.ModelShelf;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.topic.TopicFollower;
import dev.slate.serving.topic.TopicHandler;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** What logs, keeps and replays requests, put together. */
final class TraceParts implements AutoCloseable {
  private final FeatureCatalog features;
  private final ItemCatalog catalog;
  private final Explainer explainer;
  private final TracedUsers users;
  private final TraceStore store;
  private final TraceLog log;
  private final TopicFollower follower;

  TraceParts(
      SlateConfig config,
      FeatureCatalog features,
      ItemCatalog catalog,
      Producer<String, byte[]> producer,
      MeterRegistry meters,
      Clock clock) {
    this.features = features;
    this.catalog = catalog;
    explainer = new Explainer(features, catalog, config.serving().budget());
    users =
        new TracedUsers(config.traces().users(), new TopicWriter(producer, Topics.TRACED_USERS));
    store = new TraceStore(config.traces().maxBytes(), config.traces().keep(), clock);
    log =
        new TraceLog(
            new TraceRecorder(explainer),
            users,
            store,
            new TopicWriter(producer, Topics.TRACES),
            meters);
    follower =
        TopicFollower.start(
            "traces",
            config.kafka().bootstrapServers(),
            Map.of(
                Topics.TRACES,
                TopicHandler.ofValues(store::handle),
                Topics.TRACED_USERS,
                TopicHandler.ofValues(users::handle)));
  }

  /** Logs a request if it is of the sample; returns at once. */
  void sample(Recommendation made) {
    log.sample(made);
  }

  /** Drops what is of users that are erased. */
  void forget(Predicate<String> userIds) {
    store.forget(userIds);
    users.forget(userIds);
  }

  Tracing tracing(
      RecommendationPipeline pipeline,
      Supplier<ItemLists> lists,
      ContextSettings settings,
      ModelShelf models) {
    return new Tracing(
        explainer,
        new WhyNotFinder(catalog, pipeline.filtering()),
        log,
        store,
        users,
        new Replay(features, pipeline, explainer, catalog, lists, settings),
        models);
  }

  @Override
  public void close() {
    log.close();
    follower.close();
  }
}
