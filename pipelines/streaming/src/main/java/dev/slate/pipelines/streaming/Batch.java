package dev.slate.pipelines.streaming;

import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the next records of one partition make of its states; durable once it is committed. One
 * thread.
 */
final class Batch {
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<Reading> readings;
  private @Nullable Position to;

  /**
   * @param records how many there are, about
   */
  Batch(int records) {
    readings = new ArrayList<>(records);
  }

  /** The entity with an id, one object for the whole batch. */
  Entry entry(String id) {
    Entry known = entries.get(id);
    if (known == null) {
      known = new Entry(id);
      entries.put(id, known);
    }
    return known;
  }

  Iterable<Entry> entries() {
    return entries.values();
  }

  void add(Reading reading) {
    readings.add(reading);
  }

  /** The usable records, in their order. */
  List<Reading> readings() {
    return readings;
  }

  /** Where the partition stands when this is committed. */
  Position to() {
    if (to == null) {
      throw new IllegalStateException("the batch is not folded");
    }
    return to;
  }

  void foldedTo(Position position) {
    to = position;
  }

  /** The new states of what has changed, null for what is erased. */
  Map<String, byte @Nullable []> changes() {
    Map<String, byte @Nullable []> changes = new LinkedHashMap<>();
    for (Entry entry : entries.values()) {
      if (entry.isChanged()) {
        changes.put(entry.id(), entry.encoded());
      }
    }
    return changes;
  }
}
