package dev.slate.featurestore;

import static dev.slate.featurestore.feature.Kinds.INTERACTIONS;

import dev.slate.data.event.EventKind;
import dev.slate.featurestore.feature.DecayedCount;
import dev.slate.featurestore.feature.DerivedFeature;
import dev.slate.featurestore.feature.Difference;
import dev.slate.featurestore.feature.DistinctCount;
import dev.slate.featurestore.feature.History;
import dev.slate.featurestore.feature.HoursSinceLast;
import dev.slate.featurestore.feature.Key;
import dev.slate.featurestore.feature.Max;
import dev.slate.featurestore.feature.MeanValue;
import dev.slate.featurestore.feature.Min;
import dev.slate.featurestore.feature.Ratio;
import dev.slate.featurestore.feature.Sum;
import dev.slate.featurestore.feature.TotalCount;
import dev.slate.featurestore.feature.Windowed;
import dev.slate.featurestore.feature.WindowedCount;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The views that Slate ships. To add a feature, add a line: stream, batch and serving follow. */
final class StandardCatalog {
  private static final String OWNER = "recommendations";
  private static final int HISTORY = FeatureCatalog.HISTORY;
  private static final Set<EventKind> PURCHASES = Set.of(EventKind.PURCHASE);
  private static final Set<EventKind> RATINGS = Set.of(EventKind.RATING);

  private static final List<DerivedFeature> DERIVED =
      List.of(
          new Ratio(
              "item_click_through_7d",
              "an item's interactions of 7 days for each time it was shown",
              "item_activity:interactions_7d",
              "item_activity:impressions_7d"),
          new Ratio(
              "item_momentum",
              "the share of today in an item's interactions of 7 days",
              "item_activity:interactions_24h",
              "item_activity:interactions_7d"),
          new Ratio(
              "user_momentum",
              "the share of today in a user's interactions of 7 days",
              "user_activity:interactions_24h",
              "user_activity:interactions_7d"),
          new Difference(
              "rating_gap",
              "how much higher the item is rated than the user rates",
              "item_activity:rating_mean",
              "user_activity:rating_mean"));

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
                    new WindowedCount("purchases_90d", PURCHASES, Duration.ofDays(90)),
                    new WindowedCount(
                        "dismissals_90d", Set.of(EventKind.DISMISS), Duration.ofDays(90)),
                    new Windowed<>(new Sum("spent_90d", PURCHASES), Duration.ofDays(90)),
                    new Windowed<>(
                        new MeanValue("rating_mean_90d", EventKind.RATING), Duration.ofDays(90)),
                    new Windowed<>(new Min("rating_min_90d", RATINGS), Duration.ofDays(90)),
                    new Windowed<>(
                        new DistinctCount("items_30d", INTERACTIONS, Key.ITEM, 256),
                        Duration.ofDays(30)))),
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
                    new WindowedCount("purchases_90d", PURCHASES, Duration.ofDays(90)),
                    new WindowedCount(
                        "impressions_90d", Set.of(EventKind.IMPRESSION), Duration.ofDays(90)),
                    new Windowed<>(new Sum("sales_90d", PURCHASES), Duration.ofDays(90)),
                    new Windowed<>(
                        new MeanValue("rating_mean_90d", EventKind.RATING), Duration.ofDays(90)),
                    new Windowed<>(new Max("price_max_90d", PURCHASES), Duration.ofDays(90)),
                    new Windowed<>(
                        new DistinctCount("users_7d", INTERACTIONS, Key.USER, 256),
                        Duration.ofDays(7)),
                    new Windowed<>(
                        new DistinctCount("users_30d", INTERACTIONS, Key.USER, 256),
                        Duration.ofDays(30)))));
    return new FeatureCatalog(views, DERIVED, List.of(everything(views)));
  }

  /** What the shipped ranker reads of the views. */
  private static FeatureService everything(List<FeatureView> views) {
    return new FeatureService(
        "ranking",
        OWNER,
        "What the ranker reads",
        Stream.concat(
                views.stream().flatMap(view -> view.scalarNames().stream()),
                DERIVED.stream().map(feature -> "derived:" + feature.name()))
            .toList());
  }
}
