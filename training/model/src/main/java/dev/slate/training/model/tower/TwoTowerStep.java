package dev.slate.training.model.tower;

import dev.slate.training.model.kernel.Products;
import java.util.Arrays;

/**
 * Loss and gradient of a batch: softmax over in-batch and sampled candidates with logQ correction
 * (Yi et al., RecSys 2019; mixed negatives: Yang et al., WWW 2020). A candidate that is the same
 * item as the example's own positive, or in the example's history, is left out of its softmax.
 *
 * <p>{@code logit(i, j) = u_i . v_j / temperature - logQ_j}, {@code loss = mean_i (log sum_j
 * exp(logit(i, j)) - logit(i, i))}. Pure and deterministic; keeps scratch space, so one thread
 * each. One batch is O(B (B + M) d).
 */
public final class TwoTowerStep {
  private final TwoTowerParameters parameters;
  private final float temperature;
  private final int d;
  private float[] means = {};
  private float[] users = {};
  private float[] userLengths = {};
  private float[] items = {};
  private float[] itemLengths = {};
  private float[] logits = {};
  private final boolean[] known;

  /**
   * @param temperature divides the inner products, above 0
   */
  public TwoTowerStep(TwoTowerParameters parameters, float temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature: " + temperature + " (expected: above 0)");
    }
    this.parameters = parameters;
    this.temperature = temperature;
    this.d = parameters.shape().dim();
    this.known = new boolean[parameters.items()];
  }

  /** Overwrites {@code gradient} and gives the batch's mean loss. */
  public double run(TwoTowerBatch batch, TwoTowerGradient gradient) {
    forward(batch);
    double loss = softmax(batch);
    backward(batch, gradient);
    return loss;
  }

  /** The batch's mean loss only. */
  public double loss(TwoTowerBatch batch) {
    forward(batch);
    return softmax(batch);
  }

  private void forward(TwoTowerBatch batch) {
    int b = batch.examples();
    int c = batch.candidates().length;
    means = new float[b * d];
    users = new float[b * d];
    userLengths = new float[b];
    items = new float[c * d];
    itemLengths = new float[c];
    for (int i = 0; i < b; i++) {
      Towers.history(parameters, batch.histories()[i], means, i * d);
    }
    Products.abT(b, d, d, means, parameters.userWeight().values(), users);
    for (int i = 0; i < b; i++) {
      Towers.KERNEL.addScaled(1, parameters.userBias(), 0, users, i * d, d);
      userLengths[i] = Towers.normalise(users, i * d, d);
    }
    for (int j = 0; j < c; j++) {
      float idWeight = batch.withoutId().get(j) ? 0 : 1;
      Towers.item(parameters, batch.candidates()[j], idWeight, items, j * d);
      itemLengths[j] = Towers.normalise(items, j * d, d);
    }
    logits = new float[b * c];
    Products.abT(b, c, d, users, items, logits);
  }

  /** Turns logits into the loss's gradient by the inner products, and gives the loss. */
  private double softmax(TwoTowerBatch batch) {
    int b = batch.examples();
    int c = batch.candidates().length;
    double total = 0;
    for (int i = 0; i < b; i++) {
      total += softmaxRow(batch, i, i * c, c);
    }
    float scale = 1 / (b * temperature);
    for (int p = 0; p < logits.length; p++) {
      logits[p] *= scale;
    }
    return total / b;
  }

  private double softmaxRow(TwoTowerBatch batch, int i, int start, int c) {
    mark(batch, i, true);
    float max = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < c; j++) {
      float logit = logits[start + j] / temperature - batch.logQ()[j];
      logits[start + j] = logit;
      if (j == i || !known[batch.candidates()[j]]) {
        max = Math.max(max, logit);
      }
    }
    float own = logits[start + i] - max;
    for (int j = 0; j < c; j++) {
      logits[start + j] -= max;
    }
    Towers.KERNEL.exp(logits, start, c);
    double sum = 0;
    for (int j = 0; j < c; j++) {
      if (j != i && known[batch.candidates()[j]]) {
        logits[start + j] = 0;
      }
      sum += logits[start + j];
    }
    mark(batch, i, false);
    float share = (float) (1 / sum);
    for (int j = 0; j < c; j++) {
      logits[start + j] *= share;
    }
    logits[start + i] -= 1;
    return Math.log(sum) - own;
  }

  /** The items that are no negatives for example i. */
  private void mark(TwoTowerBatch batch, int i, boolean value) {
    known[batch.candidates()[i]] = value;
    for (int item : batch.histories()[i]) {
      known[item] = value;
    }
  }

  private void backward(TwoTowerBatch batch, TwoTowerGradient gradient) {
    int b = batch.examples();
    int c = batch.candidates().length;
    float[] byUsers = new float[b * d];
    Products.ab(b, d, c, logits, items, byUsers);
    float[] byItems = new float[c * d];
    Products.aTb(c, d, b, logits, users, byItems);
    throughNorm(byUsers, users, userLengths);
    throughNorm(byItems, items, itemLengths);
    itemTower(batch, byItems, gradient);
    userTower(batch, byUsers, gradient);
  }

  /** From the gradient by {@code v = z / |z|} to that by z: {@code (g - (g . v) v) / |z|}. */
  private void throughNorm(float[] gradient, float[] unit, float[] lengths) {
    for (int r = 0; r < lengths.length; r++) {
      int at = r * d;
      float along = Towers.KERNEL.dot(gradient, at, unit, at, d);
      Towers.KERNEL.addScaled(-along, unit, at, gradient, at, d);
      float inverse = lengths[r] > 0 ? 1 / lengths[r] : 0;
      for (int p = at; p < at + d; p++) {
        gradient[p] *= inverse;
      }
    }
  }

  private void itemTower(TwoTowerBatch batch, float[] byItems, TwoTowerGradient gradient) {
    ItemCategories categories = parameters.categories();
    gradient.item().clear();
    gradient.category().clear();
    Arrays.fill(gradient.itemBias(), 0);
    for (int j = 0; j < batch.candidates().length; j++) {
      int item = batch.candidates()[j];
      if (!batch.withoutId().get(j)) {
        gradient.item().add(item, 1, byItems, j * d);
      }
      float share = 1f / categories.count(item);
      for (int p = categories.offsets()[item]; p < categories.offsets()[item + 1]; p++) {
        gradient.category().add(categories.values()[p], share, byItems, j * d);
      }
      Towers.KERNEL.addScaled(1, byItems, j * d, gradient.itemBias(), 0, d);
    }
  }

  private void userTower(TwoTowerBatch batch, float[] byUsers, TwoTowerGradient gradient) {
    int b = batch.examples();
    Products.aTb(d, d, b, byUsers, means, gradient.userWeight());
    Arrays.fill(gradient.userBias(), 0);
    float[] byMeans = new float[b * d];
    Products.ab(b, d, d, byUsers, parameters.userWeight().values(), byMeans);
    gradient.history().clear();
    for (int i = 0; i < b; i++) {
      Towers.KERNEL.addScaled(1, byUsers, i * d, gradient.userBias(), 0, d);
      int[] history = batch.histories()[i];
      float[] weights = Towers.historyWeights(parameters.shape(), history.length);
      for (int j = 0; j < weights.length; j++) {
        gradient.history().add(history[j], weights[j], byMeans, i * d);
      }
    }
  }
}
