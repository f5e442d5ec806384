package dev.slate.featurestore.store;

import dev.slate.featurestore.FeatureView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The online state of a stream view, partition by partition, for its one writer.
 *
 * <p>State and position are committed together, so after any crash the position says exactly which
 * events the state contains. A writer owns a partition from {@link #acquire} until another one
 * acquires it; after that its commits are refused. Not thread-safe per partition.
 */
public interface PartitionStateStore {

  /**
   * Where the state of one partition stands.
   *
   * @param epoch of the owner; larger is newer
   * @param offset of the next record to read; the state contains exactly those before it
   * @param sources for re-keyed topics: next offset wanted of each source partition
   * @param newestEventTimeMs of the events in the state, 0 if none
   */
  record Position(long epoch, long offset, Map<Integer, Long> sources, long newestEventTimeMs) {
    public Position {
      sources = Map.copyOf(sources);
    }
  }

  /** Takes a partition over with a new epoch; a partition never written starts at offset 0. */
  Position acquire(FeatureView view, int partition);

  /** Reads states, in the order of the ids; null where there is none. */
  List<byte @Nullable []> load(FeatureView view, int partition, List<String> ids);

  /**
   * Writes states and moves the position from {@code from} to {@code to}, all or nothing.
   *
   * @throws FencedException if another writer has acquired the partition
   * @throws StateLostException if the stored position is not {@code from}: the store lost data;
   *     acquire again and read on from what it says
   */
  void commit(
      FeatureView view, int partition, Position from, Position to, Map<String, byte[]> states);

  /** Another writer owns the partition now. */
  final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message) {
      super(message);
    }
  }

  /** The store does not hold what was committed. */
  final class StateLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateLostException(String message) {
      super(message);
    }
  }
}
