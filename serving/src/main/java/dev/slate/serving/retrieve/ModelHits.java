package dev.slate.serving.retrieve;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.model.ModelSide;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.index.Hits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Asks one source of the models for items in scope. */
final class ModelHits {
  private ModelHits() {}

  /** One of the searches of a {@link UserQuery}. */
  interface Search {
    Hits hits(UserQuery query, int k, IntPredicate accept);
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
            row -> context.isInScope(side.model().item(row)));
    List<Retriever.Found> found = new ArrayList<>(hits.size());
    for (int i = 0; i < hits.size(); i++) {
      found.add(new Retriever.Found(side.model().item(hits.items()[i]), hits.scores()[i]));
    }
    return found;
  }
}
