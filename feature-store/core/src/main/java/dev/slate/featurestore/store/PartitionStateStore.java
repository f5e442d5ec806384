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
 *
 * <p>Every method throws {@link StoreUnavailableException} if the store cannot be reached. A commit
 * that ended so may or may not have happened: repeat it as it was, or acquire again.
 */
public interface PartitionStateStore extends AutoCloseable {

  /**
   * Where the state of one partition stands.
   *
   * @param epoch of the owner; larger is newer
   * @param offset of the next record to read; the state contains exactly those before it
   * @param sources for re-keyed topics: next offset wanted of each source partition
   * @param newestEventTimeMs of the events in the state, 0 if none
   * @param coverage which part of the log the state contains
   */
  record Position(
      long epoch,
      long offset,
      Map<Integer, Long> sources,
      long newestEventTimeMs,
      Coverage coverage) {
    public Position {
      sources = Map.copyOf(sources);
    }

    /**
     * What a new owner starts from. Epochs are drawn from the clock, so that a wiped store does not
     * hand an old one out again.
     */
    public static Position nextEpoch(@Nullable Position stored, long nowMs) {
      return stored == null
          ? new Position(nowMs, 0, Map.of(), 0, Coverage.NONE)
          : new Position(
              Math.max(stored.epoch + 1, nowMs),
              stored.offset,
              stored.sources,
              stored.newestEventTimeMs,
              stored.coverage);
    }

    /** What a loader starts from, with a newer epoch: its marks keep everybody else away. */
    public static Position loading(@Nullable Position stored, long nowMs) {
      return new Position(nextEpoch(stored, nowMs).epoch, 0, Map.of(), 0, Coverage.LOADING);
    }

    /** Whether the state is being loaded, or was when its loader died. */
    public boolean isLoading() {
      return coverage.equals(Coverage.LOADING);
    }

    /**
     * Requires that a stored state, if there is one, is not being loaded.
     *
     * @throws BeingLoadedException if it is
     */
    public static void requireLoaded(@Nullable Position stored, FeatureView view, int partition) {
      if (stored != null && stored.isLoading()) {
        throw new BeingLoadedException(
            view.name()
                + "."
                + partition
                + ": is being loaded (expected: to be complete; if nobody is loading it any more,"
                + " run slate features bootstrap again)");
      }
    }

    /**
     * Judges a commit from this position against what is stored: true if it must be written, false
     * if it was written before (its answer was lost and it is repeated).
     *
     * @throws FencedException if the stored epoch is newer
     * @throws StateLostException if the stored position is another one
     */
    public boolean mustWrite(
        Position to, @Nullable Position stored, FeatureView view, int partition) {
      if (to.equals(stored) && !equals(stored)) {
        return false;
      }
      requireStored(stored, view, partition);
      return true;
    }

    /**
     * Requires that a partition stands at this position.
     *
     * @throws FencedException if the stored epoch is newer
     * @throws StateLostException if the stored position is another one
     */
    public void requireStored(@Nullable Position stored, FeatureView view, int partition) {
      if (stored != null && stored.epoch > epoch) {
        throw new FencedException(
            view.name() + "." + partition + ": epoch " + epoch + " is fenced by " + stored.epoch);
      }
      if (!equals(stored)) {
        throw new StateLostException(
            view.name() + "." + partition + ": " + stored + " (expected: " + this + ")");
      }
    }
  }

  /**
   * Takes a partition over with a new epoch; a partition never written starts at offset 0.
   *
   * @throws BeingLoadedException if {@link #beginLoad} has begun and its end was not committed
   */
  Position acquire(FeatureView view, int partition);

  /**
   * Takes a partition over, also from another loader, to write its whole state anew, and deletes
   * what is there. From here to the end nobody can acquire it, and readers are told that it is
   * incomplete. The loader then commits from the position given here to the same position, as often
   * as it likes, and at last to the position that its states stand at. One that died is followed by
   * another that begins again.
   *
   * @return a position of the new epoch that says {@link Position#isLoading}
   */
  Position beginLoad(FeatureView view, int partition);

  /**
   * Reads states as they stand at a position, in the order of the ids; null where there is none.
   *
   * <p>Position and states are read in one step. A writer that read the states of a store that was
   * wiped, or that stands elsewhere, would take repeated events for new ones and send them on, and
   * what is sent cannot be taken back when its commit is refused.
   *
   * @param at what the caller has acquired or committed last
   * @throws FencedException if another writer has acquired the partition
   * @throws StateLostException if the stored position is another one
   */
  List<byte @Nullable []> load(FeatureView view, int partition, Position at, List<String> ids);

  /**
   * Writes states and moves the position from {@code from} to {@code to}, all or nothing. To repeat
   * a commit is harmless.
   *
   * @param states what each changed entity's state is now; null deletes it
   * @throws FencedException if another writer has acquired the partition
   * @throws StateLostException if the stored position is neither: the store lost data; acquire
   *     again and read on from what it says
   */
  void commit(
      FeatureView view,
      int partition,
      Position from,
      Position to,
      Map<String, byte @Nullable []> states);

  @Override
  void close();

  /** Another writer owns the partition now. */
  final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message) {
      super(message);
    }
  }

  /** The partition is being loaded from elsewhere; wait for its end. */
  final class BeingLoadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BeingLoadedException(String message) {
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

  /** The store cannot be reached or did not answer in time. */
  final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
