package dev.slate.serving.context;

import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.store.PackedRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the feature store knows of who asks.
 *
 * @param activity empty if nothing is known
 * @param longterm null if there is none
 * @param history newest first
 * @param problem why the store did not answer, null if it did
 */
public record UserState(
    EntityState activity,
    @Nullable PackedRow longterm,
    List<RecentItem> history,
    @Nullable String problem) {

  public UserState {
    history = List.copyOf(history);
  }

  /** Nothing is known. */
  public static UserState unknown(@Nullable String problem) {
    return new UserState(
        EntityState.empty(FeatureCatalog.standard().userActivity()), null, List.of(), problem);
  }
}
