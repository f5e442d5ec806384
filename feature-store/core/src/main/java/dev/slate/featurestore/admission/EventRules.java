package dev.slate.featurestore.admission;

import dev.slate.data.Partitioning;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.data.event.Lateness;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.feature.ClockSkew;
import java.io.Serializable;
import java.time.Duration;

/**
 * What of the log counts as an event. The stream folds exactly these and the lake keeps exactly
 * these, so that features of training are features of serving. What the rules decide depends on the
 * record alone: every reading of the log decides alike. Immutable.
 *
 * @param partitions of the topic
 * @param maxLateness how old an event may be when it arrives
 */
public record EventRules(int partitions, Duration maxLateness) implements Serializable {
  /** Larger records are refused; a re-keyed copy must fit wherever the original did. */
  public static final int MAX_BYTES = 512 * 1024;

  /**
   * Reads a record's value.
   *
   * @throws RefusedRecordException if it is too large or not an event
   */
  public Event decode(byte[] value) throws RefusedRecordException {
    if (value.length > MAX_BYTES) {
      throw new RefusedRecordException(
          Refusal.INVALID,
          "event: " + value.length + " bytes (expected: at most " + MAX_BYTES + ")");
    }
    try {
      return EventCodec.decode(value);
    } catch (InvalidRecordException e) {
      throw new RefusedRecordException(Refusal.INVALID, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Requires that an event is not dated too far from its arrival.
   *
   * @param arrivalMs time of the record
   * @param backfill whether the record has the header {@link Lateness#BACKFILL}
   */
  public void requireTime(Event event, long arrivalMs, boolean backfill)
      throws RefusedRecordException {
    if (!ClockSkew.admits(event.eventTimeMs(), arrivalMs)) {
      throw new RefusedRecordException(
          Refusal.AHEAD,
          "eventTimeMs: "
              + event.eventTimeMs()
              + " (expected: at most "
              + ClockSkew.MAX_MS
              + " ms after it arrived at "
              + arrivalMs
              + ")");
    }
    if (!backfill && !new Lateness(maxLateness).admits(event.eventTimeMs(), arrivalMs)) {
      throw new RefusedRecordException(
          Refusal.LATE,
          "eventTimeMs: "
              + event.eventTimeMs()
              + " (expected: at most "
              + maxLateness.toDays()
              + " days before it arrived at "
              + arrivalMs
              + ", or a record with the header "
              + Lateness.BACKFILL
              + ")");
    }
  }

  /** Requires that a record is where its key belongs: its state is in that partition alone. */
  public void requirePartition(Entity entity, String id, int partition)
      throws RefusedRecordException {
    int expected = Partitioning.of(id, partitions);
    if (expected != partition) {
      throw new RefusedRecordException(
          Refusal.MISROUTED,
          "key: the record is in partition "
              + partition
              + " (expected: "
              + expected
              + ", by the murmur2 hash of "
              + entity.joinKey()
              + ")");
    }
  }
}
