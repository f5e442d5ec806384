package dev.slate.serving.http;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.retrieve.SimilarItems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/items/{id}/similar}. */
final class SimilarApi {
  private final ItemCatalog catalog;
  private final SimilarItems similar;
  private final int slateSize;

  SimilarApi(ItemCatalog catalog, SimilarItems similar, int slateSize) {
    this.catalog = catalog;
    this.similar = similar;
    this.slateSize = slateSize;
  }

  record Similar(String itemId, @Nullable String model, List<SlateAnswer.AnswerItem> items) {}

  Object similar(HttpCall call) {
    String id = call.allow("count").id("id");
    CatalogItem item = catalog.find(id);
    if (item == null || item.facts() == null) {
      throw ApiException.notFound("item " + id, "id", "add it with PUT /v1/items/{id}");
    }
    SimilarItems.Result result =
        similar.to(
            item,
            call.wholeNumber("count", 1, SlateRequest.MAX_COUNT, slateSize),
            other -> other.isAvailableAt(System.currentTimeMillis()));
    return new Similar(id, result.model(), result.items().stream().map(SimilarApi::item).toList());
  }

  private static SlateAnswer.AnswerItem item(Candidate candidate) {
    return SlateAnswer.AnswerItem.of(candidate, candidate.origins().get(0).score());
  }
}
