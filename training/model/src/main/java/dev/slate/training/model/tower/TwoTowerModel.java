package dev.slate.training.model.tower;

import dev.slate.training.model.FloatMatrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two towers that meet in an inner product of unit vectors (Yi et al., RecSys 2019). The user tower
 * reads nothing but the recent history, so it answers the last click at once and needs no user id.
 * Immutable; a user costs O(history d + d^2).
 */
public final class TwoTowerModel implements UserTower {
  private final TwoTowerParameters parameters;
  private final FloatMatrix itemVectors;
  private final Map<String, Integer> categories = new HashMap<>();

  public TwoTowerModel(TwoTowerParameters parameters) {
    this.parameters = parameters;
    this.itemVectors = Towers.itemVectors(parameters);
    List<String> names = parameters.categories().names();
    for (int c = 0; c < names.size(); c++) {
      categories.put(names.get(c), c);
    }
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
  public float[] itemVector(List<String> itemCategories) {
    int d = parameters.shape().dim();
    float[] item = parameters.itemBias().clone();
    float share = 1f / itemCategories.size();
    for (String name : itemCategories) {
      Integer c = categories.get(name);
      if (c != null) {
        Towers.KERNEL.addScaled(share, parameters.category().values(), c * d, item, 0, d);
      }
    }
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
