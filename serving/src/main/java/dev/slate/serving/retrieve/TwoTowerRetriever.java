package dev.slate.serving.retrieve;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.model.NewItems;
import dev.slate.training.model.candidate.UserQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The user tower run on the fresh history, against all items; items that are newer than the model
 * take part by the vectors that their facts give them.
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
    if (side == null || limit == 0) {
      return known;
    }
    int most = limit + context.barred();
    List<NewItems.Hit> unknown =
        side.model().newItems().search(side.query(), most, context::isInScope);
    if (unknown.isEmpty()) {
      return known;
    }
    List<Found> all = new ArrayList<>(known);
    unknown.forEach(hit -> all.add(new Found(hit.item(), hit.score())));
    all.sort(Comparator.comparingDouble((Found found) -> -found.score()));
    return all.size() <= most ? all : all.subList(0, most);
  }
}
