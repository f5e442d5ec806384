package dev.slate.serving.retrieve;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.experiment.Parameter;
import java.util.List;

/** What much happened to within the last days. */
public final class TrendingRetriever implements Retriever {

  @Override
  public String name() {
    return "trending";
  }

  @Override
  public boolean serves(Rung rung) {
    return rung == Rung.FULL || rung == Rung.POPULAR;
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    return ListPicker.pick(
        context,
        context.lists().trending(),
        context.parameters().wholeNumber(Parameter.TRENDING_CANDIDATES));
  }
}
