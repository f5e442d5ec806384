package dev.slate.serving.http;

import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.serving.http.FeatureValues.NamedValue;
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

  /** Times are null if there is no row. */
  record Row(
      String view,
      String entityId,
      String source,
      String status,
      @Nullable Long eventTimeMs,
      @Nullable Long ageMs,
      List<NamedValue> features,
      List<FeatureValues.HistoryItem> history) {}

  Object row(HttpCall call) throws InterruptedException {
    FeatureView view = view(call.allow().id("view"));
    String id = call.id("entityId");
    long nowMs = clock.millis();
    byte[] bytes = read(view, id);
    if (view.source() == FeatureView.Source.BATCH) {
      return batch(view, id, bytes == null ? null : PackedRow.decode(bytes), nowMs);
    }
    EntityState state = bytes == null ? EntityState.empty(view) : EntityState.decode(view, bytes);
    return stream(view, id, state, nowMs);
  }

  private Row batch(FeatureView view, String id, @Nullable PackedRow row, long nowMs) {
    FeatureStatus status = FeatureValues.status(view, row, nowMs);
    Long eventTimeMs = row == null ? null : row.eventTimeMs();
    return new Row(
        view.name(),
        id,
        source(view),
        name(status),
        eventTimeMs,
        eventTimeMs == null ? null : nowMs - eventTimeMs,
        values.ofRow(view, row, nowMs),
        List.of());
  }

  private Row stream(FeatureView view, String id, EntityState state, long nowMs) {
    Long eventTimeMs = state.isEmpty() ? null : state.newestEventTimeMs();
    return new Row(
        view.name(),
        id,
        source(view),
        name(state.isEmpty() ? FeatureStatus.NOT_FOUND : FeatureStatus.PRESENT),
        eventTimeMs,
        eventTimeMs == null ? null : nowMs - eventTimeMs,
        values.ofState(state, nowMs),
        values.history(state.history(nowMs), nowMs));
  }

  private static String source(FeatureView view) {
    return name(view.source());
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private byte @Nullable [] read(FeatureView view, String id) throws InterruptedException {
    try {
      return reader
          .read(List.of(new FeatureReader.Key(view, id)))
          .toCompletableFuture()
          .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
          .get(0);
    } catch (ExecutionException | TimeoutException e) {
      throw ApiException.unavailable(
          "the online store does not answer", "check Redis at slate.redis.uri");
    }
  }

  private FeatureView view(String name) {
    return features.views().stream()
        .filter(view -> view.name().equals(name))
        .findFirst()
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
