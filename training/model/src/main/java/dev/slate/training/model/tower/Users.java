package dev.slate.training.model.tower;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.MatrixView;
import dev.slate.training.model.kernel.Products;
import java.util.Arrays;

/**
 * The user side of a step: histories pooled, multiplied, normalised, in blocks of {@link #BLOCK}
 * users; the last block is filled up with zeros.
 */
final class Users {
  static final int BLOCK = Kernel.BLOCK;

  private final TwoTowerParameters parameters;
  private final int d;
  private final float[] transposedWeight;
  private final boolean attends;
  private int capacity;
  private int examples;
  private float[] weights = {};
  private float[] scoreGradients = {};
  private float[] means = {};
  private float[] lengths = {};
  private float[] vectors = {};
  private float[] gradient = {};
  private float[] byMeans = {};
  private float[] byQuery = {};

  Users(TwoTowerParameters parameters) {
    this.parameters = parameters;
    this.d = parameters.shape().dim();
    this.transposedWeight = new float[d * d];
    this.attends = parameters.shape().pooling() == HistoryPooling.ATTENTION;
  }

  void begin(TwoTowerBatch batch) {
    examples = batch.examples();
    int padded = blocks() * BLOCK;
    if (capacity < padded) {
      capacity = padded;
      means = new float[padded * d];
      lengths = new float[padded];
      vectors = new float[padded * d];
      gradient = new float[padded * d];
      // One row more: the query, as a source of gradients by the histories' items.
      byMeans = new float[(padded + 1) * d];
      byQuery = new float[attends ? padded * d : 0];
    }
    if (weights.length < batch.items().length) {
      weights = new float[batch.items().length];
      scoreGradients = new float[attends ? weights.length : 0];
    }
    Products.transpose(d, d, parameters.userWeight().values(), transposedWeight);
  }

  int blocks() {
    return Tasks.parts(examples, BLOCK);
  }

  /** Where the part of a history that the tower reads ends. */
  private int end(TwoTowerBatch batch, int i) {
    return Math.min(batch.start(i + 1), batch.start(i) + parameters.shape().historyLength());
  }

  /** Unit vectors of one block. */
  void forward(TwoTowerBatch batch, int block) {
    int from = block * BLOCK;
    int to = Math.min(examples, from + BLOCK);
    Arrays.fill(vectors, from * d, (from + BLOCK) * d, 0);
    for (int i = from; i < to; i++) {
      int start = batch.start(i);
      int end = end(batch, i);
      Towers.historyWeights(parameters, batch.items(), weights, start, end);
      Towers.KERNEL.bag(
          parameters.history().values(), d, batch.items(), weights, start, end, means, i * d);
      System.arraycopy(parameters.userBias(), 0, vectors, i * d, d);
    }
    Towers.KERNEL.multiplyAdd(
        to - from,
        d,
        d,
        rows(means, from),
        MatrixView.of(transposedWeight, d),
        rows(vectors, from));
    for (int i = from; i < to; i++) {
      lengths[i] = Towers.normalise(vectors, i * d, d);
    }
  }

  /** From the gradient by one block's unit vectors to that by the histories' means and weights. */
  void backward(TwoTowerBatch batch, int block) {
    int from = block * BLOCK;
    int to = Math.min(examples, from + BLOCK);
    for (int i = from; i < to; i++) {
      Towers.throughNorm(gradient, vectors, i * d, d, lengths[i]);
    }
    Arrays.fill(byMeans, from * d, to * d, 0);
    MatrixView weight = MatrixView.of(parameters.userWeight().values(), d);
    Towers.KERNEL.multiplyAdd(to - from, d, d, rows(gradient, from), weight, rows(byMeans, from));
    for (int i = from; attends && i < to; i++) {
      attentionBackward(batch, i);
    }
  }

  private MatrixView rows(float[] values, int from) {
    return new MatrixView(values, from * d, d, 1);
  }

  /** {@code dL/ds_j = w_j (g . h_j - g . mean)}, and from there to the query. */
  private void attentionBackward(TwoTowerBatch batch, int i) {
    int start = batch.start(i);
    int end = end(batch, i);
    float[] history = parameters.history().values();
    float mean = Towers.KERNEL.dot(byMeans, i * d, means, i * d, d);
    for (int j = start; j < end; j++) {
      float own = Towers.KERNEL.dot(byMeans, i * d, history, batch.items()[j] * d, d);
      scoreGradients[j] = weights[j] * (own - mean);
    }
    Towers.KERNEL.bag(history, d, batch.items(), scoreGradients, start, end, byQuery, i * d);
  }

  /** Groups the gradients by the histories' items; to be summed over {@link #byMeans}. */
  void groupHistory(TwoTowerBatch batch, SparseRows rows) {
    rows.clear();
    int queryRow = blocks() * BLOCK;
    for (int i = 0; i < examples; i++) {
      int end = end(batch, i);
      for (int j = batch.start(i); j < end; j++) {
        rows.add(batch.items()[j], i, weights[j]);
        if (attends) {
          rows.add(batch.items()[j], queryRow, scoreGradients[j]);
        }
      }
    }
    rows.group();
    if (attends) {
      float scale = Towers.attentionScale(d);
      for (int c = 0; c < d; c++) {
        byMeans[queryRow * d + c] = scale * parameters.historyQuery()[c];
      }
    }
  }

  /** The gradients by what all users share. */
  void sumDense(TwoTowerGradient out) {
    Products.aTb(d, d, examples, gradient, means, out.userWeight());
    Arrays.fill(out.userBias(), 0);
    Arrays.fill(out.historyQuery(), 0);
    float scale = Towers.attentionScale(d);
    for (int i = 0; i < examples; i++) {
      Towers.KERNEL.addScaled(1, gradient, i * d, out.userBias(), 0, d);
      if (attends) {
        Towers.KERNEL.addScaled(scale, byQuery, i * d, out.historyQuery(), 0, d);
      }
    }
  }

  /** {@code [blocks * BLOCK x d]}. */
  float[] vectors() {
    return vectors;
  }

  /** {@code [blocks * BLOCK x d]}, of the loss by the vectors, then by the tower's outputs. */
  float[] gradient() {
    return gradient;
  }

  /** {@code [B x d]} by the histories' means, and a row for the query. */
  float[] byMeans() {
    return byMeans;
  }
}
