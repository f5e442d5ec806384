package dev.slate.training.model.tower;

import dev.slate.data.catalog.Item;
import dev.slate.training.model.FloatMatrix;

/**
 * Two towers that meet in an inner product of unit vectors (Yi et al., RecSys 2019). The user tower
 * reads nothing but the recent history, so it answers the last click at once and needs no user id.
 * Immutable; a user costs O(history d + d^2).
 */
public final class TwoTowerModel implements UserTower {
  private final TwoTowerParameters parameters;
  private final FloatMatrix itemVectors;
  private final ItemTerms terms;

  public TwoTowerModel(TwoTowerParameters parameters) {
    this.parameters = parameters;
    this.itemVectors = Towers.itemVectors(parameters);
    this.terms = new ItemTerms(parameters.categories().vocabulary());
  }

  /** {@inheritDoc} Of length 1. */
  @Override
  public float[] userVector(int[] historyNewestFirst) {
    int d = parameters.shape().dim();
    float[] mean = new float[d];
    Towers.history(parameters, historyNewestFirst, mean, 0);
    float[] user = new float[d];
    Towers.KERNEL.matrixVector(parameters.userWeight().values(), d, d, mean, user);
    for (int i = 0; i < d; i++) {
      user[i] += parameters.userBias()[i];
    }
    Towers.normalise(user, 0, d);
    return user;
  }

  /** {@inheritDoc} Of length 1. */
  @Override
  public float[] itemVector(Item facts) {
    int d = parameters.shape().dim();
    float[] item = parameters.itemBias().clone();
    float[] table = parameters.category().values();
    terms.of(facts, (row, weight) -> Towers.KERNEL.addScaled(weight, table, row * d, item, 0, d));
    Towers.normalise(item, 0, d);
    return item;
  }

  /** {@inheritDoc} Of length 1. */
  @Override
  public FloatMatrix itemVectors() {
    return itemVectors;
  }

  @Override
  public boolean isFinite() {
    return parameters.isFinite();
  }

  public TwoTowerParameters parameters() {
    return parameters;
  }
}
