package dev.slate.serving.retrieve;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.model.ModelSide;
import java.util.List;
import java.util.Set;

/** Items like the one that is being looked at, whether or not it is in the history yet. */
public final class CurrentItemRetriever implements Retriever {
  private final ItemCatalog catalog;

  public CurrentItemRetriever(ItemCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public String name() {
    return "current-item";
  }

  @Override
  public boolean serves(Rung rung) {
    return rung == Rung.FULL;
  }

  @Override
  public boolean applies(RequestContext context) {
    return context.request().situation().currentItem() != null && serves(context.start().rung());
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    String id = context.request().situation().currentItem();
    ModelSide side = context.modelSide();
    CatalogItem item = id == null ? null : catalog.find(id);
    if (item == null || side == null) {
      return List.of();
    }
    return new SimilarItems(side::model, context::lists)
            .to(
                item,
                context.parameters().wholeNumber(Parameter.ITEM_TO_ITEM_CANDIDATES),
                context.request().scope(),
                context.nowMs(),
                Set.of())
            .items()
            .stream()
            .map(like -> new Found(like.item(), like.origins().get(0).score()))
            .toList();
  }
}
