package dev.slate.serving.retrieve;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.experiment.Parameter;
import java.util.List;

/** What came into the catalogue last. */
public final class NewRetriever implements Retriever {

  @Override
  public String name() {
    return "new";
  }

  @Override
  public boolean serves(Rung rung) {
    return rung == Rung.FULL;
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    return ListPicker.pick(
        context,
        context.lists().newest(),
        context.parameters().wholeNumber(Parameter.NEW_CANDIDATES));
  }
}
