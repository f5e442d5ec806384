package dev.slate.serving.http;

import dev.slate.serving.model.ChampionWatcher;
import dev.slate.serving.model.ServedModel;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.model.registry.ModelRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/models}: what is published, what serves, and moving between them. */
final class ModelApi {
  private final ModelRegistry registry;
  private final ChampionWatcher watcher;

  ModelApi(ModelRegistry registry, ChampionWatcher watcher) {
    this.registry = registry;
    this.watcher = watcher;
  }

  /** {@code serving} differs from the champion while that is loaded, or if it was refused. */
  record Models(
      @Nullable String champion,
      @Nullable String previous,
      @Nullable String candidate,
      @Nullable String serving,
      List<Published> models) {}

  record Published(
      String version,
      long createdMs,
      String status,
      @Nullable String reason,
      Map<String, Map<String, Double>> metrics,
      Map<String, String> parameters) {}

  Object all(HttpCall call) {
    call.allow();
    return models();
  }

  Object promote(HttpCall call) {
    String version = call.allow().id("version");
    try {
      registry.promote(version);
    } catch (IllegalArgumentException e) {
      throw ApiException.notFound("model " + version, "version", "see GET /v1/models for those");
    }
    return models();
  }

  Object rollback(HttpCall call) {
    call.allow();
    try {
      registry.rollback();
    } catch (IllegalStateException e) {
      throw ApiException.conflict(
          "there is no previous champion", "previous", "promote another model first");
    }
    return models();
  }

  private Models models() {
    ServedModel serving = watcher.get();
    Map<String, String> refused = watcher.refused();
    Optional<String> champion = registry.champion();
    return new Models(
        champion.orElse(null),
        registry.previous().orElse(null),
        registry.candidate().filter(version -> !champion.equals(Optional.of(version))).orElse(null),
        serving == null ? null : serving.version(),
        registry.list().stream().map(manifest -> published(manifest, refused)).toList());
  }

  private Published published(Manifest manifest, Map<String, String> refused) {
    String version = manifest.version();
    return new Published(
        version,
        manifest.createdMs(),
        refused.containsKey(version) ? "refused" : status(version),
        refused.get(version),
        manifest.metrics(),
        manifest.parameters());
  }

  private String status(String version) {
    Optional<String> of = Optional.of(version);
    if (registry.champion().equals(of)) {
      return "champion";
    }
    if (registry.previous().equals(of)) {
      return "previous";
    }
    return registry.candidate().equals(of) ? "candidate" : "archived";
  }
}
