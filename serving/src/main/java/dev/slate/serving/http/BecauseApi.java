package dev.slate.serving.http;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.retrieve.HistoryShares;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/recommendations/{userId}/because/{itemId}}: what of the history speaks for an item.
 */
final class BecauseApi {
  private final RecommendationPipeline pipeline;
  private final ItemCatalog catalog;
  private final HistoryShares shares;

  BecauseApi(RecommendationPipeline pipeline, ItemCatalog catalog, HistoryShares shares) {
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.shares = shares;
  }

  /**
   * An item of the history.
   *
   * @param contribution by how much each score of the item falls without it
   * @param share of all that speaks for the item, 0 to 1
   */
  record Reason(
      String itemId,
      String title,
      String kind,
      long ageMs,
      double share,
      HistoryShares.Scores contribution) {}

  /** Reasons, greatest share first. */
  record Because(
      String userId,
      String itemId,
      String title,
      @Nullable String model,
      HistoryShares.Scores scores,
      List<Reason> because) {}

  Object because(HttpCall call) {
    String userId = call.allow("count").id("userId");
    String itemId = call.id("itemId");
    int count = call.wholeNumber("count", 1, 50, 10);
    CatalogItem item = catalog.find(itemId);
    if (item == null || item.facts() == null) {
      throw ApiException.notFound("item " + itemId, "itemId", "add it with PUT /v1/items/{id}");
    }
    RequestContext context =
        pipeline.context(
            new SlateRequest(
                UUID.randomUUID().toString(), userId, List.of(), 1, "api", Set.of(), null));
    HistoryShares.Result result = shares.of(context, item);
    return new Because(
        userId,
        itemId,
        title(itemId),
        context.modelVersion(),
        result.scores(),
        result.shares().stream().limit(count).map(share -> reason(context, share)).toList());
  }

  private Reason reason(RequestContext context, HistoryShares.Share share) {
    return new Reason(
        share.recent().itemId(),
        title(share.recent().itemId()),
        share.recent().kind().name().toLowerCase(Locale.ROOT),
        context.nowMs() - share.recent().eventTimeMs(),
        share.share(),
        share.contribution());
  }

  private String title(String itemId) {
    Item facts = catalog.facts(itemId);
    return facts == null ? "" : facts.title();
  }
}
