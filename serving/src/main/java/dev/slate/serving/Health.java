package dev.slate.serving;

import dev.slate.featurestore.store.FeatureReader;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.Rung;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.resilience.Breaker;
import dev.slate.serving.topic.TopicFollower;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process can answer, and what keeps it from answering well. It is ready once it has
 * read the catalogue and is warm, until it stops; without a model or Redis it answers from a lower
 * rung and says so.
 */
public final class Health {
  private final CompletableFuture<?> catalogRead;
  private final TopicFollower catalogFollower;
  private final TopicFollower controlFollower;
  private final ItemCatalog catalog;
  private final FeatureReader redis;
  private final Supplier<@Nullable ServedModel> models;
  private final CompletableFuture<?> warm;
  private final Breaker store;
  private final Breaker log;
  private volatile boolean draining;

  /**
   * @param catalogRead done once there is something to recommend from
   * @param warm done once requests need not wait for the compiler
   * @param store the breaker before Redis, or the feature server
   * @param log the breaker before Kafka
   */
  Health(
      CompletableFuture<?> catalogRead,
      TopicFollower catalogFollower,
      TopicFollower controlFollower,
      ItemCatalog catalog,
      FeatureReader redis,
      Supplier<@Nullable ServedModel> models,
      CompletableFuture<?> warm,
      Breaker store,
      Breaker log) {
    this.catalogRead = catalogRead;
    this.catalogFollower = catalogFollower;
    this.controlFollower = controlFollower;
    this.catalog = catalog;
    this.redis = redis;
    this.models = models;
    this.warm = warm;
    this.store = store;
    this.log = log;
  }

  /** {@code rung} is the best that answers can have now. */
  public record Report(
      boolean ready,
      List<String> reasons,
      Rung rung,
      @Nullable String model,
      List<Dependency> dependencies) {}

  /** {@code state} is {@code up} or {@code down}. */
  public record Dependency(String name, String state, @Nullable String detail) {}

  /** From now on it says that it is not ready: others take its place. */
  void drain() {
    draining = true;
  }

  /** As of now. */
  public Report report() {
    List<String> reasons = new ArrayList<>();
    if (draining) {
      reasons.add("draining: this process stops");
    }
    String kafka = kafkaProblem();
    boolean read = catalogRead.isDone();
    if (!read) {
      reasons.add("the catalogue is being read");
    } else if (catalog.items().isEmpty()) {
      reasons.add("the catalogue is empty: import items, or PUT /v1/items/{id}");
    }
    if (read && !warm.isDone()) {
      reasons.add("warming up");
    }
    if (kafka != null) {
      reasons.add(kafka);
    }
    String redisProblem = redisProblem();
    if (redisProblem != null) {
      reasons.add("redis: " + redisProblem + "; answers do not use what users did");
    }
    ServedModel model = models.get();
    if (model == null) {
      reasons.add("no model yet: run slate nightly");
    }
    return new Report(
        read && warm.isDone() && !draining,
        reasons,
        model == null || redisProblem != null ? Rung.POPULAR : Rung.FULL,
        model == null ? null : model.version(),
        List.of(dependency("kafka", kafka), dependency("redis", redisProblem)));
  }

  private @Nullable String kafkaProblem() {
    String problem = catalogFollower.problem();
    problem = problem.isEmpty() ? controlFollower.problem() : problem;
    if (problem.isEmpty() && !log.isClosed()) {
      problem = "kafka: the breaker is " + log.state() + "; writes are refused, exposures kept";
    }
    return problem.isEmpty() ? null : problem;
  }

  private @Nullable String redisProblem() {
    if (!redis.isConnected()) {
      return "not connected";
    }
    return store.isClosed() ? null : "the breaker is " + store.state();
  }

  private static Dependency dependency(String name, @Nullable String problem) {
    return new Dependency(name, problem == null ? "up" : "down", problem);
  }
}
