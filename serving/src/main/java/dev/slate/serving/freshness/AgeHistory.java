package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.FreshnessStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The worst age of every view, and the canaries' worst lag, minute by minute for a day. Every
 * replica keeps what it sees; they see the same. {@link #keep} is for one thread, reading for many.
 */
public final class AgeHistory {
  /** The row of the canaries. */
  static final String STREAM = "stream";

  static final long MINUTE_MS = 60_000;

  private final FeatureCatalog features;
  private final FreshnessStore store;
  private final Clock clock;
  private final Map<String, Long> worst = new HashMap<>();
  private long minute;

  AgeHistory(FeatureCatalog features, FreshnessStore store, Clock clock) {
    this.features = features;
    this.store = store;
    this.clock = clock;
  }

  /** Takes the ages of now: milliseconds, negative if there is none. */
  void keep(ViewAges ages, long streamLagMs) {
    long now = clock.millis() / MINUTE_MS;
    if (now != minute) {
      minute = now;
      worst.clear();
    }
    for (FeatureView view : features.views()) {
      keep(view.name(), ages.ageMs(view));
    }
    keep(STREAM, streamLagMs);
  }

  private void keep(String row, long ageMs) {
    if (ageMs >= 0) {
      store.keepAge(row, minute, worst.merge(row, ageMs, Math::max));
    }
  }

  /**
   * One row of the heat map.
   *
   * @param row a view, or {@code stream} for the canaries
   * @param points {@code [minute's start in ms, worst age in ms]}, oldest first; a minute in which
   *     nobody looked, or there was nothing to look at, is missing
   */
  public record Row(String row, long objectiveMs, List<List<Long>> points) {}

  /** The JSON form of {@code /v1/freshness/history}; half open: from {@code fromMs} on. */
  public record Report(long nowMs, long fromMs, long stepMs, List<Row> rows) {}

  /** The last minutes of every row. */
  public CompletionStage<Report> report(int minutes) {
    long nowMs = clock.millis();
    long first = nowMs / MINUTE_MS - minutes + 1;
    List<CompletableFuture<Row>> rows = new ArrayList<>();
    for (FeatureView view : features.views()) {
      rows.add(row(view.name(), view.objective().toMillis(), first));
    }
    rows.add(row(STREAM, CanaryWatch.PATIENCE_MS, first));
    return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                new Report(
                    nowMs,
                    first * MINUTE_MS,
                    MINUTE_MS,
                    rows.stream().map(CompletableFuture::join).toList()));
  }

  private CompletableFuture<Row> row(String row, long objectiveMs, long first) {
    return store
        .ages(row)
        .thenApply(ages -> new Row(row, objectiveMs, points(ages, first)))
        .toCompletableFuture();
  }

  private static List<List<Long>> points(Map<Long, Long> ages, long first) {
    return new TreeMap<>(ages)
        .tailMap(first).entrySet().stream()
            .map(age -> List.of(age.getKey() * MINUTE_MS, age.getValue()))
            .toList();
  }
}
