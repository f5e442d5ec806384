package dev.slate.featurestore.store;

import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The features of one entity in one view as they were read.
 *
 * @param status of the whole row, as of {@code readMs}: present, not found or outside max age
 * @param values of the view's scalars in order, as of {@code readMs}; NaN is null. A stream view
 *     that does not know the entity gives the values of an empty state, as training does; a batch
 *     view gives NaN
 * @param history newest first; empty if the view has none
 * @param eventTimeMs of the newest event in it, or the time that a batch row holds for; 0 if not
 *     found
 * @param readMs the time of reading
 * @param position up to which a stream view's state had read its log; null if not known
 */
@SuppressWarnings("ArrayRecordComponent") // Owned by the reader; rows are never compared.
public record FeatureRow(
    FeatureView view,
    FeatureStatus status,
    float[] values,
    List<RecentItem> history,
    long eventTimeMs,
    long readMs,
    @Nullable Position position) {

  /** Nothing is stored of this entity. */
  public static FeatureRow missing(FeatureView view, long nowMs, @Nullable Position position) {
    float[] values = new float[view.scalars().size()];
    switch (view.source()) {
      case STREAM -> EntityState.empty(view).values(nowMs, values, 0);
      case BATCH -> Arrays.fill(values, Float.NaN);
    }
    return new FeatureRow(view, FeatureStatus.NOT_FOUND, values, List.of(), 0, nowMs, position);
  }

  /** The status of one scalar at a later time: its row's, or null if it has no value. */
  public FeatureStatus statusAt(int scalar, long nowMs) {
    if (status == FeatureStatus.NOT_FOUND) {
      return status;
    }
    if (view.isOutsideMaxAge(eventTimeMs, nowMs)) {
      return FeatureStatus.OUTSIDE_MAX_AGE;
    }
    return Float.isNaN(values[scalar]) ? FeatureStatus.NULL_VALUE : FeatureStatus.PRESENT;
  }

  /** Why a feature's value is known to be incomplete; null if nothing speaks against it. */
  public @Nullable Degradation degradation(Feature<?> feature) {
    return position == null ? null : Degradation.of(feature, position, readMs);
  }
}
