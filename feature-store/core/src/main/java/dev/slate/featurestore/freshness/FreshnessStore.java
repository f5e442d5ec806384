package dev.slate.featurestore.freshness;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.ValueReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is kept beside the features about their age. Thread-safe; never blocks. Every write is an
 * absolute value, so that any number of processes may repeat it; one that does not arrive is
 * replaced by the next.
 */
public interface FreshnessStore extends AutoCloseable {
  /** How many minutes of ages are kept: a day. */
  int HISTORY_MINUTES = 24 * 60;

  /**
   * A partition of a stream view.
   *
   * @param position null if it was never written
   * @param lag null if nobody published one lately
   */
  record PartitionReading(int partition, @Nullable Position position, @Nullable LagReport lag) {}

  /** Replaces the lag of a partition; at most once a second is enough. */
  void publishLag(FeatureView view, int partition, LagReport report);

  /** All partitions of a stream view, in order. */
  CompletionStage<List<PartitionReading>> partitions(FeatureView view);

  /**
   * The next few entities of a walk through all that is stored, in no order that has to do with
   * their ages; begins again after the last. Canaries are left out. Bounded: one short step of the
   * store for each call, however many there are.
   *
   * @param views whose entities are wanted
   */
  CompletionStage<List<ValueReader.Key>> walk(List<FeatureView> views);

  /**
   * Keeps the age that something had in a minute.
   *
   * @param row a view, or another thing that has an age
   * @param minute since 1970
   */
  void keepAge(String row, long minute, long ageMs);

  /**
   * Age in milliseconds by minute since 1970, of the last {@link #HISTORY_MINUTES} that were kept;
   * a minute that nobody kept is missing, and older ones may be there.
   */
  CompletionStage<Map<Long, Long>> ages(String row);

  @Override
  void close();
}
