package dev.slate.featurestore;

import static dev.slate.featurestore.feature.Kinds.INTERACTIONS;

import dev.slate.data.event.EventKind;
import dev.slate.featurestore.feature.DecayedCount;
import dev.slate.featurestore.feature.History;
import dev.slate.featurestore.feature.HoursSinceLast;
import dev.slate.featurestore.feature.MeanValue;
import dev.slate.featurestore.feature.TotalCount;
import dev.slate.featurestore.feature.WindowedCount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Every feature view there is. To add a feature, add a line: stream, batch and serving follow.
 *
 * @param userActivity what a user did lately, by the stream
 * @param itemActivity what happened to an item lately, by the stream
 * @param userLongterm a user's long windows, by the nightly run
 * @param itemLongterm an item's long windows, by the nightly run
 */
public record FeatureCatalog(
    FeatureView userActivity,
    FeatureView itemActivity,
    FeatureView userLongterm,
    FeatureView itemLongterm) {

  /** Interactions that a user's history keeps. */
  public static final int HISTORY = 100;

  private static final FeatureCatalog STANDARD =
      new FeatureCatalog(
          new FeatureView(
              "user_activity",
              Entity.USER,
              FeatureView.Source.STREAM,
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
                          EventKind.CLICK, EventKind.RATING, EventKind.PURCHASE, EventKind.DISMISS),
                      HISTORY))),
          new FeatureView(
              "item_activity",
              Entity.ITEM,
              FeatureView.Source.STREAM,
              "What happened to an item lately",
              Duration.ZERO,
              Duration.ofMinutes(1),
              List.of(
                  new WindowedCount("interactions_1h", INTERACTIONS, Duration.ofHours(1)),
                  new WindowedCount("interactions_24h", INTERACTIONS, Duration.ofDays(1)),
                  new WindowedCount("interactions_7d", INTERACTIONS, Duration.ofDays(7)),
                  new WindowedCount(
                      "impressions_7d", Set.of(EventKind.IMPRESSION), Duration.ofDays(7)),
                  new WindowedCount("dismissals_7d", Set.of(EventKind.DISMISS), Duration.ofDays(7)),
                  new DecayedCount("trend", INTERACTIONS, Duration.ofDays(1)),
                  new DecayedCount("popularity", INTERACTIONS, Duration.ofDays(30)),
                  new TotalCount("interactions_total", INTERACTIONS),
                  new MeanValue("rating_mean", EventKind.RATING),
                  new HoursSinceLast("hours_since_last", INTERACTIONS))),
          new FeatureView(
              "user_longterm",
              Entity.USER,
              FeatureView.Source.BATCH,
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
              "An item's long windows",
              Duration.ofDays(3),
              Duration.ofHours(36),
              List.of(
                  new WindowedCount("interactions_90d", INTERACTIONS, Duration.ofDays(90)),
                  new WindowedCount(
                      "purchases_90d", Set.of(EventKind.PURCHASE), Duration.ofDays(90)),
                  new WindowedCount(
                      "impressions_90d", Set.of(EventKind.IMPRESSION), Duration.ofDays(90)))));

  /** The catalogue that Slate ships. */
  public static FeatureCatalog standard() {
    return STANDARD;
  }

  public List<FeatureView> views() {
    return List.of(userActivity, itemActivity, userLongterm, itemLongterm);
  }

  /**
   * SHA-256 (hex) of all definitions in order: two processes whose fingerprints differ must not
   * share states or models.
   */
  public String fingerprint() {
    StringBuilder text = new StringBuilder();
    views().forEach(view -> text.append(view.definition()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
