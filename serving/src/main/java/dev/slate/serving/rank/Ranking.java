package dev.slate.serving.rank;

import dev.slate.serving.context.Deadline;
import dev.slate.serving.context.LadderStep;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.model.ModelSide;
import dev.slate.training.model.rank.Ranker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ranks by the model where the rung and the deadline allow it, else by the cheap ranker that was
 * trained beside it, else by the order of the sources.
 */
public final class Ranking {
  private static final Logger LOG = LoggerFactory.getLogger(Ranking.class);

  private final ModelRanker modelRanker = new ModelRanker();
  private final SourceOrder sourceOrder = new SourceOrder();

  public Ranked rank(RequestContext context, Hydrated hydrated) {
    ModelSide side = context.modelSide();
    if (side == null || context.start().rung() != Rung.FULL) {
      return sourceOrder.rank(hydrated, context.start());
    }
    if (!context.parameters().isOn(Parameter.RANK_MODEL)) {
      return light(side, hydrated, Parameter.RANK_MODEL.key() + " is off");
    }
    if (context.deadline().isTooLateFor(Deadline.Stage.RANK)) {
      return light(side, hydrated, "the time for this request was used up before ranking");
    }
    if (hydrated.inputs().size() != hydrated.candidates().size()) {
      return inOrderOfSources(hydrated, "the features of the candidates could not be computed");
    }
    try {
      return modelRanker.rank(side.model().bundle().ranker(), hydrated, context.start());
    } catch (RuntimeException e) {
      LOG.error("The ranker of model {} failed", side.model().version(), e);
      return inOrderOfSources(hydrated, "the ranker failed");
    }
  }

  /** By the model's cheap ranker if it has one and there is something to read. */
  private Ranked light(ModelSide side, Hydrated hydrated, String reason) {
    Ranker full = side.model().bundle().ranker();
    Ranker light = full.light();
    if (light == full || hydrated.inputs().size() != hydrated.candidates().size()) {
      return inOrderOfSources(hydrated, reason);
    }
    try {
      return modelRanker.rank(light, hydrated, new LadderStep(Rung.LIGHT, reason));
    } catch (RuntimeException e) {
      LOG.error("The light ranker of model {} failed", side.model().version(), e);
      return inOrderOfSources(hydrated, reason);
    }
  }

  private Ranked inOrderOfSources(Hydrated hydrated, String reason) {
    return sourceOrder.rank(hydrated, new LadderStep(Rung.LIGHT, reason));
  }
}
