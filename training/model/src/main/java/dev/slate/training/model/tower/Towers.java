package dev.slate.training.model.tower;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * The forward pass, before normalisation; the model and the gradient share it.
 *
 * <p>Item {@code z = embedding + mean of its categories + bias}; user {@code z = W h + b}, with
 * {@code h} the mean of the history's embeddings weighted by {@code decay^age}, newest first.
 */
final class Towers {
  static final Kernel KERNEL = Kernels.best();

  private Towers() {}

  /** Writes an item's z to {@code out[at..at + d)}; {@code idWeight} is 0 to leave its id out. */
  static void item(TwoTowerParameters parameters, int item, float idWeight, float[] out, int at) {
    ItemCategories categories = parameters.categories();
    int d = parameters.shape().dim();
    System.arraycopy(parameters.itemBias(), 0, out, at, d);
    KERNEL.addScaled(idWeight, parameters.item().values(), item * d, out, at, d);
    float share = 1f / categories.count(item);
    for (int c = categories.offsets()[item]; c < categories.offsets()[item + 1]; c++) {
      KERNEL.addScaled(
          share, parameters.category().values(), categories.values()[c] * d, out, at, d);
    }
  }

  /** Adds a history's weighted mean to {@code out[at..at + d)}; nothing if it is empty. */
  static void history(TwoTowerParameters parameters, int[] newestFirst, float[] out, int at) {
    int d = parameters.shape().dim();
    float[] weights = historyWeights(parameters.shape(), newestFirst.length);
    for (int j = 0; j < weights.length; j++) {
      KERNEL.addScaled(weights[j], parameters.history().values(), newestFirst[j] * d, out, at, d);
    }
  }

  /** Weights of the newest interactions, summing to 1; {@code [min(length, historyLength)]}. */
  static float[] historyWeights(TwoTowerShape shape, int length) {
    float[] weights = new float[Math.min(length, shape.historyLength())];
    float weight = 1;
    float sum = 0;
    for (int j = 0; j < weights.length; j++) {
      weights[j] = weight;
      sum += weight;
      weight *= shape.historyDecay();
    }
    for (int j = 0; j < weights.length; j++) {
      weights[j] /= sum;
    }
    return weights;
  }

  /** Scales {@code values[at..at + d)} to length 1 and gives its former length; zeros stay. */
  static float normalise(float[] values, int at, int d) {
    float length = (float) Math.sqrt(KERNEL.dot(values, at, values, at, d));
    if (length > 0) {
      for (int i = at; i < at + d; i++) {
        values[i] /= length;
      }
    }
    return length;
  }

  /** All items' vectors {@code [n x d]}, normalised. */
  static FloatMatrix itemVectors(TwoTowerParameters parameters) {
    int d = parameters.shape().dim();
    FloatMatrix vectors = FloatMatrix.zeros(parameters.items(), d);
    for (int i = 0; i < parameters.items(); i++) {
      item(parameters, i, 1, vectors.values(), i * d);
      normalise(vectors.values(), i * d, d);
    }
    return vectors;
  }
}
