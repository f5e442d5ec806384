package dev.slate.data;

import java.util.List;

/**
 * The Kafka topics, their keys and who writes them.
 *
 * <p>Keyed topics are partitioned by {@link Partitioning}; {@code events} and {@code
 * events-by-item} have the same number of partitions.
 */
public final class Topics {
  /**
   * Key user id, value {@code EventCodec} JSON; a null value erases the user. Written by serving
   * and by import.
   */
  public static final String EVENTS = "events";

  /**
   * Key item id, value {@code EventCodec} JSON, header {@code src} = source partition (int32) and
   * offset (int64), big-endian. Written by the stream job from accepted, de-duplicated events.
   */
  public static final String EVENTS_BY_ITEM = "events-by-item";

  /** Compacted. Key item id, value {@code CatalogCodec} JSON. Written by serving and by import. */
  public static final String ITEMS = "items";

  /** Compacted. Key user id, value {@code CatalogCodec} JSON. Written by serving and by import. */
  public static final String USERS = "users";

  /**
   * Compacted. Key item id, value the item's encoded feature state, header {@code version}: the
   * change log that keeps serving's item columns current. Written by the stream job.
   */
  public static final String ITEM_STATES = "item-states";

  /** Key user id, value a sampled feature vector as it was served. Written by serving. */
  public static final String SERVED_FEATURES = "served-features";

  /** Key user id, value exposure JSON (see docs/architecture.md). Written by serving. */
  public static final String EXPOSURES = "exposures";

  /** Compacted, one partition. Key experiment key, value experiment JSON. Written by serving. */
  public static final String EXPERIMENTS = "experiments";

  /**
   * Compacted, one partition. Key {@code served-features}, value JSON: what the newest audit of
   * served vectors found. Written by nightly and by {@code slate features audit}.
   */
  public static final String AUDITS = "audits";

  /**
   * Compacted, one partition. Key SHA-256 of the user id (hexadecimal), value JSON: when a user was
   * erased, and where in {@code events} the marker is. Written by serving.
   */
  public static final String ERASURES = "erasures";

  /**
   * One partition, append-only. Key the name of an API key, value JSON: which route that key called
   * to change what, when, and how that came out. Written by serving.
   */
  public static final String CHANGES = "changes";

  /**
   * Key request id, value a logged request as {@code TraceCodec} has it; kept for a day. Written by
   * serving.
   */
  public static final String TRACES = "traces";

  /** Compacted, one partition. Key id of a user who is always traced. Written by serving. */
  public static final String TRACED_USERS = "traced-users";

  /** Compacted, one partition. Key run id, value run JSON. Written by nightly as steps end. */
  public static final String RUNS = "runs";

  /**
   * Same key and value as the source, headers {@code reason}, {@code error} and {@code source}.
   * Written by stream.
   */
  public static final String EVENTS_DLQ = "events.dlq";

  private static final List<String> COMPACTED =
      List.of(ITEMS, USERS, ITEM_STATES, EXPERIMENTS, RUNS, AUDITS, ERASURES, TRACED_USERS);
  private static final List<String> SINGLE =
      List.of(EXPERIMENTS, RUNS, AUDITS, ERASURES, CHANGES, TRACES, TRACED_USERS, EVENTS_DLQ);

  private Topics() {}

  public static List<String> all() {
    return List.of(
        EVENTS,
        EVENTS_BY_ITEM,
        ITEMS,
        USERS,
        ITEM_STATES,
        EXPOSURES,
        SERVED_FEATURES,
        EXPERIMENTS,
        RUNS,
        AUDITS,
        ERASURES,
        CHANGES,
        TRACES,
        TRACED_USERS,
        EVENTS_DLQ);
  }

  public static boolean isCompacted(String topic) {
    return COMPACTED.contains(topic);
  }

  /** How many partitions a topic gets when the keyed topics have {@code partitions}. */
  public static int partitionsOf(String topic, int partitions) {
    return SINGLE.contains(topic) ? 1 : partitions;
  }
}
