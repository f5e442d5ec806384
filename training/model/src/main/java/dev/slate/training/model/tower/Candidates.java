package dev.slate.training.model.tower;

import java.util.Arrays;

/**
 * The item side of a step: vectors of the batch's candidates and, behind them, of cached negatives.
 * {@code [n x d]}, {@code n = C + cached}.
 */
final class Candidates {
  /** Candidates of one task. */
  static final int PART = 64;

  private final TwoTowerParameters parameters;
  private final SoftmaxSettings settings;
  private final NegativeCache cache;
  private final int d;
  private final int[] first;
  private int[] next = {};
  private int[] items = {};
  private float[] logQ = {};
  private float[] lengths = {};
  private float[] vectors = {};
  private float[] gradient = {};
  private int live;
  private int size;

  Candidates(TwoTowerParameters parameters, SoftmaxSettings settings) {
    this.parameters = parameters;
    this.settings = settings;
    this.d = parameters.shape().dim();
    this.cache = new NegativeCache(settings.cachedNegatives(), d);
    this.first = new int[parameters.items()];
    Arrays.fill(first, -1);
  }

  /** Reads which items they are; the vectors come with {@link #forward}. */
  void begin(TwoTowerBatch batch) {
    for (int c = 0; c < size; c++) {
      first[items[c]] = -1;
    }
    live = batch.candidates();
    size = live + cache.size();
    if (items.length < size) {
      int capacity = live + settings.cachedNegatives();
      items = new int[capacity];
      next = new int[capacity];
      logQ = new float[capacity];
      lengths = new float[capacity];
      vectors = new float[capacity * d];
      gradient = new float[capacity * d];
    }
    // The cache repeats what earlier batches offered, so each item is offered more often.
    float more = (float) StrictMath.log(size / (double) live);
    for (int c = size - 1; c >= 0; c--) {
      items[c] = c < live ? batch.candidate(c) : cache.item(c - live);
      float offers = c < live ? batch.logQ(c) : cache.logQ(c - live);
      logQ[c] = settings.logQ() == SoftmaxSettings.LogQ.NONE ? 0 : offers + more;
      next[c] = first[items[c]];
      first[items[c]] = c;
    }
    cache.copyTo(vectors, live * d);
  }

  int parts() {
    return Tasks.parts(live, PART);
  }

  /** Unit vectors of one part of the batch's candidates. */
  void forward(TwoTowerBatch batch, int part) {
    int end = Math.min(live, (part + 1) * PART);
    for (int c = part * PART; c < end; c++) {
      Towers.item(parameters, items[c], batch.idWeight(c), vectors, c * d);
      lengths[c] = Towers.normalise(vectors, c * d, d);
    }
  }

  /** From the gradient by one part's unit vectors to that by the towers' outputs. */
  void backward(int part) {
    int end = Math.min(live, (part + 1) * PART);
    for (int c = part * PART; c < end; c++) {
      Towers.throughNorm(gradient, vectors, c * d, d, lengths[c]);
    }
  }

  /** Groups the gradients by item; to be summed over {@link #gradient}. */
  void groupItems(TwoTowerBatch batch, SparseRows rows) {
    rows.clear();
    for (int c = 0; c < live; c++) {
      if (batch.idWeight(c) > 0) {
        rows.add(items[c], c, 1);
      }
    }
    rows.group();
  }

  /** Groups the gradients by category. */
  void groupCategories(SparseRows rows) {
    ItemCategories categories = parameters.categories();
    rows.clear();
    for (int c = 0; c < live; c++) {
      for (int p = categories.offsets()[items[c]]; p < categories.offsets()[items[c] + 1]; p++) {
        rows.add(categories.values()[p], c, categories.weights()[p]);
      }
    }
    rows.group();
  }

  /** The bias' gradient: the sum of all. */
  void sumBias(float[] out) {
    Arrays.fill(out, 0);
    for (int c = 0; c < live; c++) {
      Towers.KERNEL.addScaled(1, gradient, c * d, out, 0, d);
    }
  }

  /** Lets the next batches see these candidates again. */
  void remember(TwoTowerBatch batch) {
    if (settings.cachedNegatives() > 0) {
      cache.add(batch, vectors);
    }
  }

  /** C, those that learn. */
  int live() {
    return live;
  }

  /** n. */
  int size() {
    return size;
  }

  /** The first place at which an item is a candidate, -1 if it is none. */
  int first(int item) {
    return first[item];
  }

  /** The next place at which the same item is a candidate, -1 if there is none. */
  int next(int c) {
    return next[c];
  }

  int item(int c) {
    return items[c];
  }

  float logQ(int c) {
    return logQ[c];
  }

  /** {@code [n x d]}. */
  float[] vectors() {
    return vectors;
  }

  /** {@code [C x d]}, of the loss by the vectors, then by the tower's outputs. */
  float[] gradient() {
    return gradient;
  }
}
