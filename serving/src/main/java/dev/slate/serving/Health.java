package dev.slate.serving;

import dev.slate.featurestore.store.FeatureReader;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.Rung;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.topic.TopicFollower;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process can answer, and what keeps it from answering well. It is ready once it has
 * read the catalogue; without a model or Redis it answers from a lower rung and says so.
 */
public final class Health {
  private final CompletableFuture<?> catalogRead;
  private final TopicFollower catalogFollower;
  private final TopicFollower controlFollower;
  private final ItemCatalog catalog;
  private final FeatureReader redis;
  private final Supplier<@Nullable ServedModel> models;

  /**
   * @param catalogRead done once there is something to recommend from
   */
  Health(
      CompletableFuture<?> catalogRead,
      TopicFollower catalogFollower,
      TopicFollower controlFollower,
      ItemCatalog catalog,
      FeatureReader redis,
      Supplier<@Nullable ServedModel> models) {
    this.catalogRead = catalogRead;
    this.catalogFollower = catalogFollower;
    this.controlFollower = controlFollower;
    this.catalog = catalog;
    this.redis = redis;
    this.models = models;
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

  /** As of now. */
  public Report report() {
    List<String> reasons = new ArrayList<>();
    String kafka = kafkaProblem();
    boolean read = catalogRead.isDone();
    if (!read) {
      reasons.add("the catalogue is being read");
    } else if (catalog.items().isEmpty()) {
      reasons.add("the catalogue is empty: import items, or PUT /v1/items/{id}");
    }
    if (kafka != null) {
      reasons.add(kafka);
    }
    boolean connected = redis.isConnected();
    if (!connected) {
      reasons.add("redis: not connected; answers do not use what users did");
    }
    ServedModel model = models.get();
    if (model == null) {
      reasons.add("no model yet: run slate nightly");
    }
    return new Report(
        read,
        reasons,
        model == null || !connected ? Rung.POPULAR : Rung.FULL,
        model == null ? null : model.version(),
        List.of(
            dependency("kafka", kafka), dependency("redis", connected ? null : "not connected")));
  }

  private @Nullable String kafkaProblem() {
    String problem = catalogFollower.problem();
    problem = problem.isEmpty() ? controlFollower.problem() : problem;
    return problem.isEmpty() ? null : problem;
  }

  private static Dependency dependency(String name, @Nullable String problem) {
    return new Dependency(name, problem == null ? "up" : "down", problem);
  }
}
