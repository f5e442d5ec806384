package dev.slate.featurestore.audit;

import dev.slate.featurestore.EntityState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the log gives for the inputs of one request's vectors; null where it cannot be told.
 *
 * @param user folded from the user's events before the position that was read
 * @param userRow of the materialisation that was read; NaN where it has no value
 * @param items one for each candidate
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read once; never compared.
public record Recomputed(
    @Nullable EntityState user, float @Nullable [] userRow, List<ItemParts> items) {

  /**
   * The item's two parts.
   *
   * @param activity values of the item's stream view at the request's time
   * @param row values of the item's batch view
   */
  public record ItemParts(float @Nullable [] activity, float @Nullable [] row) {}
}
