package dev.slate.training.model.tower;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Arrays;

/**
 * The forward pass, before normalisation; the model and the gradient share it.
 *
 * <p>Item {@code z = embedding + bias + means of its categories, attributes and age}; user {@code z
 * = W h + b}, with {@code h} the weighted mean of the history's embeddings (see {@link
 * HistoryPooling}), newest first.
 */
final class Towers {
  static final Kernel KERNEL = Kernels.best();
  private static final int ITEMS_PER_TASK = 1024;

  private Towers() {}

  /** Writes an item's z to {@code out[at..at + d)}; {@code idWeight} is 0 to leave its id out. */
  static void item(TwoTowerParameters parameters, int item, float idWeight, float[] out, int at) {
    ItemCategories categories = parameters.categories();
    int d = parameters.shape().dim();
    System.arraycopy(parameters.itemBias(), 0, out, at, d);
    KERNEL.addScaled(idWeight, parameters.item().values(), item * d, out, at, d);
    for (int c = categories.offsets()[item]; c < categories.offsets()[item + 1]; c++) {
      KERNEL.addScaled(
          categories.weights()[c],
          parameters.category().values(),
          categories.values()[c] * d,
          out,
          at,
          d);
    }
  }

  /** Adds a history's weighted mean to {@code out[at..at + d)}; nothing if it is empty. */
  static void history(TwoTowerParameters parameters, int[] newestFirst, float[] out, int at) {
    int d = parameters.shape().dim();
    int length = Math.min(newestFirst.length, parameters.shape().historyLength());
    if (length > 0) {
      float[] weights = new float[length];
      historyWeights(parameters, newestFirst, weights, 0, length);
      KERNEL.bag(parameters.history().values(), d, newestFirst, weights, 0, length, out, at);
    }
  }

  /**
   * Weights of a history's items, summing to 1.
   *
   * @param items newest first, from {@code from} to {@code to}, at most the history's length
   * @param weights out, at the same places
   */
  static void historyWeights(
      TwoTowerParameters parameters, int[] items, float[] weights, int from, int to) {
    TwoTowerShape shape = parameters.shape();
    if (shape.pooling() == HistoryPooling.ATTENTION) {
      attention(parameters, items, weights, from, to);
    } else {
      Arrays.fill(weights, from, to, 1);
    }
    float decayed = 1;
    float sum = 0;
    for (int j = from; j < to; j++) {
      weights[j] *= decayed;
      sum += weights[j];
      decayed *= shape.historyDecay();
    }
    for (int j = from; j < to; j++) {
      weights[j] /= sum;
    }
  }

  /** {@code exp(q . h_j / sqrt(d))}, the largest being 1. */
  private static void attention(
      TwoTowerParameters parameters, int[] items, float[] weights, int from, int to) {
    int d = parameters.shape().dim();
    float scale = attentionScale(d);
    float[] history = parameters.history().values();
    float max = Float.NEGATIVE_INFINITY;
    for (int j = from; j < to; j++) {
      weights[j] = scale * KERNEL.dot(parameters.historyQuery(), 0, history, items[j] * d, d);
      max = Math.max(max, weights[j]);
    }
    for (int j = from; j < to; j++) {
      weights[j] -= max;
    }
    KERNEL.exp(weights, from, to - from);
  }

  /** 1 / sqrt(d). */
  static float attentionScale(int d) {
    return (float) (1 / Math.sqrt(d));
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

  /**
   * From the gradient by {@code v = z / |z|} to that by z, in place: {@code (g - (g . v) v) / |z|}.
   */
  static void throughNorm(float[] gradient, float[] unit, int at, int d, float length) {
    float along = KERNEL.dot(gradient, at, unit, at, d);
    KERNEL.addScaled(-along, unit, at, gradient, at, d);
    float inverse = length > 0 ? 1 / length : 0;
    for (int p = at; p < at + d; p++) {
      gradient[p] *= inverse;
    }
  }

  /** All items' vectors {@code [n x d]}, normalised. */
  static FloatMatrix itemVectors(TwoTowerParameters parameters) {
    int d = parameters.shape().dim();
    FloatMatrix vectors = FloatMatrix.zeros(parameters.items(), d);
    Tasks.each(
        Tasks.parts(parameters.items(), ITEMS_PER_TASK),
        part -> {
          int end = Math.min(parameters.items(), (part + 1) * ITEMS_PER_TASK);
          for (int i = part * ITEMS_PER_TASK; i < end; i++) {
            item(parameters, i, 1, vectors.values(), i * d);
            normalise(vectors.values(), i * d, d);
          }
        });
    return vectors;
  }
}
