package dev.slate.serving.retrieve;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.model.ModelSide;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.RowMask;
import java.util.ArrayList;
import java.util.List;

/** Asks one source of the models for items in scope. */
final class ModelHits {
  private ModelHits() {}

  /** One of the searches of a {@link UserQuery}. */
  interface Search {
    Hits hits(UserQuery query, int k, RowMask mask);
  }

  /**
   * Finds {@code limit} items beside those that the user has seen: these are asked for too, so that
   * the filters can say what they removed.
   */
  static List<Retriever.Found> find(RequestContext context, int limit, Search search) {
    ModelSide side = context.modelSide();
    if (side == null || limit == 0) {
      return List.of();
    }
    Hits hits =
        search.hits(
            side.query(),
            limit + context.barred(),
            side.model().maskOf(context.request().scope(), context.nowMs()));
    List<Retriever.Found> found = new ArrayList<>(hits.size());
    for (int i = 0; i < hits.size(); i++) {
      found.add(new Retriever.Found(side.model().item(hits.items()[i]), hits.scores()[i]));
    }
    return found;
  }
}
