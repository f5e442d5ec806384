package dev.slate.serving.context;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.store.FeatureRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the feature store knows of who asks.
 *
 * @param activity the stream's row; not found if nothing is known
 * @param longterm the nightly run's row; not found if there is none
 * @param history newest first
 * @param problem why the store did not answer, null if it did
 */
public record UserState(
    FeatureRow activity, FeatureRow longterm, List<RecentItem> history, @Nullable String problem) {

  public UserState {
    history = List.copyOf(history);
  }

  static UserState of(FeatureRow activity, FeatureRow longterm) {
    return new UserState(activity, longterm, activity.history(), null);
  }

  /** Nothing is known. */
  public static UserState unknown(@Nullable String problem) {
    FeatureCatalog features = FeatureCatalog.standard();
    return new UserState(
        FeatureRow.missing(features.userActivity(), 0, null),
        FeatureRow.missing(features.userLongterm(), 0, null),
        List.of(),
        problem);
  }

  /** The same user with another history: an anonymous session's. */
  UserState with(List<RecentItem> newestFirst) {
    return new UserState(activity, longterm, newestFirst, problem);
  }
}
