package dev.slate.serving.retrieve;

import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import java.util.List;

/** The user's last good list, for when their state cannot be read. */
public final class LastGoodRetriever implements Retriever {
  private final LastGoodLists lists;

  public LastGoodRetriever(LastGoodLists lists) {
    this.lists = lists;
  }

  @Override
  public String name() {
    return "last-good";
  }

  @Override
  public boolean serves(Rung rung) {
    return rung == Rung.CACHED;
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    String userId = context.request().userId();
    return userId == null
        ? List.of()
        : ListPicker.pick(context, lists.of(userId), context.demand());
  }
}
