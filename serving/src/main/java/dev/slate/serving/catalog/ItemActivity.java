package dev.slate.serving.catalog;

import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.DecayedCount;
import dev.slate.featurestore.feature.ScalarFeature;
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
 * @param popularity orders by the long decayed count
 * @param trend orders by the short decayed count
 */
public record ItemActivity(
    @Nullable EntityState state, long offset, double popularity, double trend) {
  static final ItemActivity NONE =
      new ItemActivity(null, -1, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

  static ItemActivity of(EntityState state, long offset) {
    FeatureView view = state.view();
    float[] values = new float[view.scalars().size()];
    state.values(state.newestEventTimeMs(), values, 0);
    return new ItemActivity(
        state, offset, order(state, values, "popularity"), order(state, values, "trend"));
  }

  private static double order(EntityState state, float[] values, String feature) {
    List<ScalarFeature<?>> scalars = state.view().scalars();
    for (int i = 0; i < values.length; i++) {
      if (scalars.get(i).name().equals(feature) && scalars.get(i) instanceof DecayedCount decayed) {
        return values[i] > 0
            ? Math.log(values[i]) / Math.log(2)
                + (double) state.newestEventTimeMs() / decayed.halfLife().toMillis()
            : Double.NEGATIVE_INFINITY;
      }
    }
    throw new IllegalStateException(state.view().name() + " has no decayed count " + feature);
  }
}
