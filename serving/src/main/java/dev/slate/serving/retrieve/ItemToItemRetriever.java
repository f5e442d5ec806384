package dev.slate.serving.retrieve;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.experiment.Parameter;
import dev.slate.training.model.candidate.UserQuery;
import java.util.List;

/** Neighbours of the user's recent items. */
public final class ItemToItemRetriever implements Retriever {

  @Override
  public String name() {
    return "item-to-item";
  }

  @Override
  public boolean serves(Rung rung) {
    return rung == Rung.FULL;
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    return ModelHits.find(
        context,
        context.parameters().wholeNumber(Parameter.ITEM_TO_ITEM_CANDIDATES),
        UserQuery::itemToItem);
  }
}
