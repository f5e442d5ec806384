package dev.slate.serving.http;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.EarlierPages;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Situation;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/scores}: given items as the ranker orders them for a user. */
final class ScoreApi {
  private final RecommendationPipeline pipeline;
  private final ItemCatalog catalog;

  ScoreApi(RecommendationPipeline pipeline, ItemCatalog catalog) {
    this.pipeline = pipeline;
    this.catalog = catalog;
  }

  record Score(String id, float score) {}

  /**
   * Scores, best first.
   *
   * @param rung not {@code full}: no ranker answered, and the scores say nothing of the user
   * @param unknown items that the catalogue does not have
   */
  record Scores(
      @Nullable String userId,
      @Nullable String model,
      String rung,
      @Nullable String rungReason,
      List<Score> scores,
      List<String> unknown) {}

  Object scores(HttpCall call) {
    Fields body = Fields.of(call.allow().json(), "userId", "items", "surface");
    Set<String> ids = body.ids("items");
    if (ids.isEmpty()) {
      throw ApiException.badField("items", "no ids", "1 to 500 ids", "say which items to score");
    }
    List<CatalogItem> items = new ArrayList<>(ids.size());
    List<String> unknown = new ArrayList<>();
    for (String id : ids) {
      CatalogItem item = catalog.find(id);
      if (item == null || item.facts() == null) {
        unknown.add(id);
      } else {
        items.add(item);
      }
    }
    String surface = body.id("surface");
    RecommendationPipeline.Scored scored =
        pipeline.score(
            new SlateRequest(
                UUID.randomUUID().toString(),
                body.id("userId"),
                List.of(),
                ids.size(),
                surface == null ? "api" : surface,
                Set.of(),
                Scope.EVERYTHING,
                Situation.UNKNOWN,
                EarlierPages.NONE,
                0),
            items);
    return answer(scored.context(), scored.ranked(), unknown);
  }

  private static Scores answer(RequestContext context, Ranked ranked, List<String> unknown) {
    return new Scores(
        context.request().userId(),
        context.modelVersion(),
        ranked.step().rung().wireName(),
        ranked.step().reason(),
        ranked.entries().stream()
            .map(entry -> new Score(entry.candidate().item().id(), entry.score()))
            .toList(),
        unknown);
  }
}
