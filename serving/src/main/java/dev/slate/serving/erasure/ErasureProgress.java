package dev.slate.serving.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.serving.erasure.ErasureStatus.Part;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Looks where something of an erased user still is. Thread-safe. */
public final class ErasureProgress {
  private final FeatureCatalog features;
  private final FeatureReader reader;
  private final Supplier<List<JsonNode>> runs;
  private final TopicRetention retention;
  private final Duration lakeHistory;
  private final Clock clock;

  /**
   * @param runs of the nightly, as on the topic
   * @param lakeHistory how long old versions of the lake's tables are kept
   */
  public ErasureProgress(
      FeatureCatalog features,
      FeatureReader reader,
      Supplier<List<JsonNode>> runs,
      TopicRetention retention,
      Duration lakeHistory,
      Clock clock) {
    this.features = features;
    this.reader = reader;
    this.runs = runs;
    this.retention = retention;
    this.lakeHistory = lakeHistory;
    this.clock = clock;
  }

  /** As of now. */
  public ErasureStatus of(String userId, Erasure erasure) {
    List<Part> parts = new ArrayList<>(online(userId, erasure));
    parts.add(Part.done("caches", "this replica; the others follow the topic erasures"));
    parts.add(Part.done("models", "they hold nothing of single users"));
    OptionalLong ingestedMs = ingestedMs(erasure);
    parts.add(
        ingestedMs.isPresent()
            ? Part.done("lake rows", "deleted by the nightly ingest")
            : Part.pending("lake rows", null, "deleted by the next nightly ingest"));
    parts.add(history(ingestedMs));
    parts.add(retention.part(erasure.requestedMs(), clock.millis()));
    return ErasureStatus.of(erasure.requestedMs(), parts);
  }

  private List<Part> online(String userId, Erasure erasure) {
    List<FeatureRow> rows;
    try {
      rows =
          reader
              .read(
                  List.of(
                      new ValueReader.Key(features.userActivity(), userId),
                      new ValueReader.Key(features.userLongterm(), userId)),
                  clock.millis())
              .toCompletableFuture()
              .get(2, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      String why = "the online store did not answer";
      return List.of(
          Part.pending("online state", null, why), Part.pending("online rows", null, why));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return List.of(state(rows.get(0), erasure), row(rows.get(1), erasure));
  }

  private static Part state(FeatureRow activity, Erasure erasure) {
    Position position = activity.position();
    return position != null && position.offset() > erasure.offset()
        ? Part.done("online state", "deleted by the stream job")
        : Part.pending("online state", null, "deleted when the stream job reads the erasure");
  }

  /** A row of a later run is of what the user did since. */
  private static Part row(FeatureRow longterm, Erasure erasure) {
    return longterm.status() == FeatureStatus.NOT_FOUND
            || longterm.eventTimeMs() > erasure.requestedMs()
        ? Part.done("online rows", "deleted, in Feast's layout too")
        : Part.pending("online rows", null, "still in Redis: repeat the DELETE");
  }

  private Part history(OptionalLong ingestedMs) {
    String name = "lake history";
    if (ingestedMs.isEmpty()) {
      return Part.pending(
          name, null, lakeHistory.toDays() + " days after the rows, with lake.history-days");
    }
    long untilMs = ingestedMs.getAsLong() + lakeHistory.toMillis();
    boolean vacuumed =
        succeeded("maintain").stream().anyMatch(step -> step.path("startedMs").asLong() > untilMs);
    return vacuumed
        ? Part.done(name, "old versions of the tables are vacuumed")
        : Part.pending(name, untilMs, "vacuumed by the first nightly run after lake.history-days");
  }

  /** When the first ingest that began after the erasure ended. */
  private OptionalLong ingestedMs(Erasure erasure) {
    return succeeded("ingest").stream()
        .filter(step -> step.path("startedMs").asLong() > erasure.requestedMs())
        .mapToLong(step -> step.path("endedMs").asLong())
        .min();
  }

  private List<JsonNode> succeeded(String name) {
    List<JsonNode> steps = new ArrayList<>();
    for (JsonNode run : runs.get()) {
      for (JsonNode step : run.path("steps")) {
        if (step.path("name").asText().equals(name)
            && step.path("status").asText().equals("succeeded")) {
          steps.add(step);
        }
      }
    }
    return steps;
  }
}
