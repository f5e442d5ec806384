package dev.slate.serving.retrieve;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.experiment.Parameter;
import dev.slate.training.model.candidate.UserQuery;
import java.util.List;

/** The user's recent items folded into the ALS factors, against all items. */
public final class AlsRetriever implements Retriever {

  @Override
  public String name() {
    return "als";
  }

  @Override
  public boolean serves(Rung rung) {
    return rung == Rung.FULL;
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    return ModelHits.find(
        context, context.parameters().wholeNumber(Parameter.ALS_CANDIDATES), UserQuery::als);
  }
}
