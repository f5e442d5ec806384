package dev.slate.training.model.sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a training stands at the end of an epoch; going on from it gives the same bits as never
 * having stopped.
 *
 * @param best parameters of the best epoch so far
 * @param bestEpoch 0 if there was none
 */
public record TrainingState(
    SequenceParameters parameters,
    Adam adam,
    SequenceParameters best,
    int bestEpoch,
    List<SequenceFit.Epoch> curve) {

  static TrainingState start(SequenceParameters parameters) {
    return new TrainingState(
        parameters, Adam.of(parameters), parameters.copy(), 0, new ArrayList<>());
  }

  /** Epochs that are done. */
  int epochs() {
    return curve.size();
  }

  double bestNdcg() {
    return bestEpoch == 0 ? Double.NEGATIVE_INFINITY : curve.get(bestEpoch - 1).quality().ndcg();
  }

  /** With one more epoch. */
  TrainingState with(SequenceFit.Epoch epoch) {
    List<SequenceFit.Epoch> longer = new ArrayList<>(curve);
    longer.add(epoch);
    boolean isBest = !(epoch.quality().ndcg() <= bestNdcg());
    return isBest
        ? new TrainingState(parameters, adam, parameters.copy(), epoch.epoch(), longer)
        : new TrainingState(parameters, adam, best, bestEpoch, longer);
  }
}
