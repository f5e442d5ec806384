package dev.slate.serving.after;

import dev.slate.data.Partitioning;
import dev.slate.data.catalog.Item;
import dev.slate.featurestore.audit.ServedVectors;
import dev.slate.featurestore.audit.ServedVectorsCodec;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.context.UserState;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the vectors that a sample of requests ranked with to the topic {@code served-features},
 * from where the nightly run computes them again. Which requests depends on their ids alone, so
 * every replica and every repetition chooses alike.
 */
public final class ServedLog {
  private final TopicWriter topic;
  private final Settings settings;
  private final Counter written;
  private final Counter lost;

  /**
   * What the vectors depend on beside the log.
   *
   * @param sampleRate share of the requests, 0 to 1
   * @param partitions of {@code events}
   * @param fingerprint of the feature catalogue
   * @param minRating fewest stars of a positive rating
   */
  public record Settings(double sampleRate, int partitions, String fingerprint, double minRating) {}

  public ServedLog(TopicWriter topic, Settings settings, MeterRegistry meters) {
    this.topic = topic;
    this.settings = settings;
    this.written = meters.counter("slate.served.vectors", "state", "written");
    this.lost = meters.counter("slate.served.vectors", "state", "lost");
  }

  /** Writes a slate's vectors if a ranker read them and the request is of the sample. */
  void write(Recommendation made) {
    String userId = made.context().request().userId();
    int vectors = made.hydrated().candidates().size();
    if (userId == null
        || made.context().modelSide() == null
        || made.ranked().step().rung() != Rung.FULL
        || vectors == 0
        || !isSampled(made.context().request().requestId(), settings.sampleRate())) {
      return;
    }
    ServedVectors served = served(userId, made, made.context().modelSide().model());
    var unused =
        topic
            .send(userId, ServedVectorsCodec.encode(served))
            .whenComplete((ok, error) -> (error == null ? written : lost).increment(vectors));
  }

  /** Murmur3's finaliser over the id's hash, as a share of 1. */
  public static boolean isSampled(String requestId, double rate) {
    int h = requestId.hashCode();
    h = (h ^ h >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    h ^= h >>> 16;
    return (h >>> 8) / (double) (1 << 24) < rate;
  }

  private ServedVectors served(String userId, Recommendation made, ServedModel model) {
    RequestContext context = made.context();
    return new ServedVectors(
        context.request().requestId(),
        context.nowMs(),
        model.version(),
        settings.fingerprint(),
        settings.minRating(),
        user(userId, context.user()),
        categories(context.historyFacts()),
        candidates(made.hydrated(), model),
        made.hydrated().features());
  }

  private ServedVectors.User user(String userId, UserState state) {
    Position position = state.activity().position();
    return new ServedVectors.User(
        userId,
        Partitioning.of(userId, settings.partitions()),
        position == null ? ServedVectors.UNKNOWN : position.offset(),
        rowMs(state.longterm()));
  }

  private static Map<String, List<String>> categories(Map<String, Item> facts) {
    Map<String, List<String>> categories = new HashMap<>();
    facts.forEach((id, item) -> categories.put(id, item.categories()));
    return categories;
  }

  private static List<ServedVectors.Candidate> candidates(Hydrated hydrated, ServedModel model) {
    List<ServedVectors.Candidate> candidates = new ArrayList<>(hydrated.inputs().size());
    for (int row = 0; row < hydrated.inputs().size(); row++) {
      Hydrated.Input input = hydrated.inputs().get(row);
      CatalogItem item = hydrated.candidates().get(row).item();
      candidates.add(
          new ServedVectors.Candidate(
              item.id(),
              input.activity().version(),
              input.activity().state() != null,
              rowMs(input.longterm()),
              input.facts().createdMs(),
              input.facts().categories(),
              model.rowOf(item) < 0 ? input.facts().attributes() : Map.of()));
    }
    return candidates;
  }

  private static long rowMs(@Nullable FeatureRow row) {
    return row == null || row.eventTimeMs() == 0 ? ServedVectors.UNKNOWN : row.eventTimeMs();
  }
}
