package dev.slate.serving.catalog;

import dev.slate.featurestore.FrozenState;
import dev.slate.featurestore.feature.DecayedCount;
import dev.slate.featurestore.feature.ScalarFeature;
import dev.slate.featurestore.state.Course;
import dev.slate.featurestore.store.StateVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item's state, with two numbers to order items by.
 *
 * <p>A decayed count halves at the same pace for every item, so {@code log2(count(t)) + t /
 * halfLife} does not change while nothing happens: lists stay sorted without being computed again,
 * and old data does not underflow.
 *
 * @param state null if nothing happened to it yet
 * @param offset of the record it came from
 * @param version of the state; null if its record did not say
 * @param popularity orders by the long decayed count
 * @param trend orders by the short decayed count
 */
public record ItemActivity(
    @Nullable FrozenState state,
    long offset,
    @Nullable StateVersion version,
    double popularity,
    double trend) {
  static final ItemActivity NONE =
      new ItemActivity(null, -1, null, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /**
   * Whether a record with that offset and version is newer. By version where both have one, so that
   * what a fenced owner still publishes never wins, wherever it is in the log; a state without a
   * version never replaces one with; else by offset.
   */
  boolean isOlderThan(long newOffset, @Nullable StateVersion newVersion) {
    if (version == null) {
      return newOffset > offset;
    }
    return newVersion != null && newVersion.compareTo(version) > 0;
  }

  /** Nothing is left of what happened to it. */
  static ItemActivity deleted(long offset, @Nullable StateVersion version) {
    return new ItemActivity(
        null, offset, version, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  static ItemActivity of(FrozenState state, long offset, @Nullable StateVersion version) {
    return new ItemActivity(
        state, offset, version, order(state, "popularity"), order(state, "trend"));
  }

  private static double order(FrozenState state, String feature) {
    List<ScalarFeature<?>> scalars = state.view().scalars();
    for (int i = 0; i < scalars.size(); i++) {
      if (scalars.get(i).name().equals(feature) && scalars.get(i) instanceof DecayedCount decayed) {
        Course course = state.course(i);
        return course.amount() > 0
            ? Math.log(course.amount()) / Math.log(2)
                + (double) course.sinceMs() / decayed.halfLife().toMillis()
            : Double.NEGATIVE_INFINITY;
      }
    }
    throw new IllegalStateException(state.view().name() + " has no decayed count " + feature);
  }
}
