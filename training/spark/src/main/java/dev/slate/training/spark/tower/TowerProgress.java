package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.TowerState;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a training stands between two epochs: all that the rest depends on. Immutable by agreement.
 *
 * @param current to go on from
 * @param best of the epochs so far
 * @param bestEpoch from 1; 0 before the first
 * @param epochs done so far
 */
record TowerProgress(
    TowerState current, TowerState best, int bestEpoch, List<LearningCurve.Epoch> epochs) {
  TowerProgress {
    epochs = List.copyOf(epochs);
  }

  static TowerProgress start(TowerState state) {
    return new TowerProgress(state, state, 0, List.of());
  }

  /** After one more epoch; equal quality does not replace the best, NaN does. */
  TowerProgress after(TowerState state, LearningCurve.Epoch epoch) {
    List<LearningCurve.Epoch> all = new ArrayList<>(epochs);
    all.add(epoch);
    boolean isBest = bestEpoch == 0 || !(epoch.recall() <= epochs.get(bestEpoch - 1).recall());
    return isBest
        ? new TowerProgress(state, state, epoch.epoch(), all)
        : new TowerProgress(state, best, bestEpoch, all);
  }

  /** Whether there is nothing left to do. */
  boolean isDone(TwoTowerSettings.Schedule schedule) {
    return epochs.size() >= schedule.epochs()
        || (bestEpoch > 0 && epochs.size() - bestEpoch >= schedule.patience());
  }
}
