package dev.slate.serving.http;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.serving.features.FeatureValues;
import dev.slate.serving.features.FeatureValues.NamedValue;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/features}: what the online store has of one entity, as of now. */
final class FeatureApi {
  private static final long TIMEOUT_MS = 1_000;

  private final FeatureCatalog features;
  private final FeatureReader reader;
  private final FeatureValues values;
  private final Clock clock;

  FeatureApi(FeatureCatalog features, FeatureReader reader, FeatureValues values, Clock clock) {
    this.features = features;
    this.reader = reader;
    this.values = values;
    this.clock = clock;
  }

  /** Times are null if there is no row; {@code degraded} says why a value is incomplete. */
  record Row(
      String view,
      String entityId,
      String source,
      String status,
      @Nullable Long eventTimeMs,
      @Nullable Long ageMs,
      List<NamedValue> features,
      List<FeatureValues.HistoryItem> history,
      @Nullable String historyDegraded) {}

  Object row(HttpCall call) throws InterruptedException {
    FeatureView view = view(call.allow().id("view"));
    String id = call.id("entityId");
    long nowMs = clock.millis();
    FeatureRow row = read(view, id, nowMs);
    boolean found = row.status() != FeatureStatus.NOT_FOUND;
    return new Row(
        view.name(),
        id,
        name(view.source()),
        name(row.status()),
        found ? row.eventTimeMs() : null,
        found ? nowMs - row.eventTimeMs() : null,
        values.of(row, nowMs),
        values.history(row.history(), nowMs),
        FeatureValues.historyDegraded(row));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private FeatureRow read(FeatureView view, String id, long nowMs) throws InterruptedException {
    try {
      return reader
          .read(List.of(new ValueReader.Key(view, id)), nowMs)
          .toCompletableFuture()
          .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
          .get(0);
    } catch (ExecutionException | TimeoutException e) {
      throw ApiException.unavailable(
          "the online store does not answer", "check Redis at slate.redis.uri");
    }
  }

  private FeatureView view(String name) {
    return features
        .view(name)
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "view " + name,
                    "view",
                    "use one of "
                        + features.views().stream()
                            .map(FeatureView::name)
                            .collect(Collectors.joining(", "))));
  }
}
