package dev.slate.serving.retrieve;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.model.ModelSide;
import dev.slate.training.model.candidate.UserQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The user tower run on the fresh history, against all items; items that are newer than the model
 * take part by the vectors of their categories.
 */
public final class TwoTowerRetriever implements Retriever {

  @Override
  public String name() {
    return "two-tower";
  }

  @Override
  public boolean serves(Rung rung) {
    return rung == Rung.FULL;
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    int limit = context.parameters().wholeNumber(Parameter.TWO_TOWER_CANDIDATES);
    List<Found> known = ModelHits.find(context, limit, UserQuery::twoTower);
    ModelSide side = context.modelSide();
    if (side == null || known.isEmpty()) {
      return known;
    }
    List<Found> all = new ArrayList<>(known);
    for (CatalogItem item : context.lists().newest()) {
      if (side.model().rowOf(item) < 0 && context.isInScope(item)) {
        all.add(new Found(item, side.query().twoTowerScore(side.model().vectorOf(item))));
      }
    }
    if (all.size() == known.size()) {
      return known;
    }
    all.sort(Comparator.comparingDouble((Found found) -> -found.score()));
    return all.subList(0, known.size());
  }
}
