package dev.slate.featurestore;

import static dev.slate.featurestore.feature.Kinds.INTERACTIONS;

import dev.slate.data.event.EventKind;
import dev.slate.featurestore.feature.DecayedCount;
import dev.slate.featurestore.feature.History;
import dev.slate.featurestore.feature.HoursSinceLast;
import dev.slate.featurestore.feature.MeanValue;
import dev.slate.featurestore.feature.TotalCount;
import dev.slate.featurestore.feature.WindowedCount;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The views that Slate ships. To add a feature, add a line: stream, batch and serving follow. */
final class StandardCatalog {
  private static final String OWNER = "recommendations";
  private static final int HISTORY = FeatureCatalog.HISTORY;

  private StandardCatalog() {}

  static FeatureCatalog create() {
    List<FeatureView> views =
        List.of(
            new FeatureView(
                "user_activity",
                Entity.USER,
                FeatureView.Source.STREAM,
                OWNER,
                "What a user did lately",
                Duration.ZERO,
                Duration.ofMinutes(1),
                List.of(
                    new WindowedCount("interactions_1h", INTERACTIONS, Duration.ofHours(1)),
                    new WindowedCount("interactions_24h", INTERACTIONS, Duration.ofDays(1)),
                    new WindowedCount("interactions_7d", INTERACTIONS, Duration.ofDays(7)),
                    new WindowedCount(
                        "impressions_24h", Set.of(EventKind.IMPRESSION), Duration.ofDays(1)),
                    new TotalCount("interactions_total", INTERACTIONS),
                    new MeanValue("rating_mean", EventKind.RATING),
                    new HoursSinceLast("hours_since_last", INTERACTIONS),
                    new History(
                        "history",
                        Set.of(
                            EventKind.CLICK,
                            EventKind.RATING,
                            EventKind.PURCHASE,
                            EventKind.DISMISS),
                        HISTORY))),
            new FeatureView(
                "item_activity",
                Entity.ITEM,
                FeatureView.Source.STREAM,
                OWNER,
                "What happened to an item lately",
                Duration.ZERO,
                Duration.ofMinutes(1),
                List.of(
                    new WindowedCount("interactions_1h", INTERACTIONS, Duration.ofHours(1)),
                    new WindowedCount("interactions_24h", INTERACTIONS, Duration.ofDays(1)),
                    new WindowedCount("interactions_7d", INTERACTIONS, Duration.ofDays(7)),
                    new WindowedCount(
                        "impressions_7d", Set.of(EventKind.IMPRESSION), Duration.ofDays(7)),
                    new WindowedCount(
                        "dismissals_7d", Set.of(EventKind.DISMISS), Duration.ofDays(7)),
                    new DecayedCount("trend", INTERACTIONS, Duration.ofDays(1)),
                    new DecayedCount("popularity", INTERACTIONS, Duration.ofDays(30)),
                    new TotalCount("interactions_total", INTERACTIONS),
                    new MeanValue("rating_mean", EventKind.RATING),
                    new HoursSinceLast("hours_since_last", INTERACTIONS))),
            new FeatureView(
                "user_longterm",
                Entity.USER,
                FeatureView.Source.BATCH,
                OWNER,
                "A user's long windows",
                Duration.ofDays(3),
                Duration.ofHours(36),
                List.of(
                    new WindowedCount("interactions_90d", INTERACTIONS, Duration.ofDays(90)),
                    new WindowedCount(
                        "purchases_90d", Set.of(EventKind.PURCHASE), Duration.ofDays(90)),
                    new WindowedCount(
                        "dismissals_90d", Set.of(EventKind.DISMISS), Duration.ofDays(90)))),
            new FeatureView(
                "item_longterm",
                Entity.ITEM,
                FeatureView.Source.BATCH,
                OWNER,
                "An item's long windows",
                Duration.ofDays(3),
                Duration.ofHours(36),
                List.of(
                    new WindowedCount("interactions_90d", INTERACTIONS, Duration.ofDays(90)),
                    new WindowedCount(
                        "purchases_90d", Set.of(EventKind.PURCHASE), Duration.ofDays(90)),
                    new WindowedCount(
                        "impressions_90d", Set.of(EventKind.IMPRESSION), Duration.ofDays(90)))));
    return new FeatureCatalog(views, List.of(), List.of(everything(views)));
  }

  /** What the shipped ranker reads of the views. */
  private static FeatureService everything(List<FeatureView> views) {
    return new FeatureService(
        "ranking",
        OWNER,
        "What the ranker reads",
        views.stream().flatMap(view -> view.scalarNames().stream()).toList());
  }
}
