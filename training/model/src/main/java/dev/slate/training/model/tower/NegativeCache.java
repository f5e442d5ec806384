package dev.slate.training.model.tower;

/**
 * Vectors of earlier batches' candidates, the newest ones, for cross-batch negative sampling (Wang
 * et al., SIGIR 2021). A ring; single-threaded.
 */
final class NegativeCache {
  private final int d;
  private final float[] vectors;
  private final int[] items;
  private final float[] logQ;
  private int size;
  private int next;

  NegativeCache(int capacity, int d) {
    this.d = d;
    vectors = new float[capacity * d];
    items = new int[capacity];
    logQ = new float[capacity];
  }

  /** Vectors that it holds. */
  int size() {
    return size;
  }

  int item(int i) {
    return items[i];
  }

  float logQ(int i) {
    return logQ[i];
  }

  /** Copies all vectors behind each other. */
  void copyTo(float[] out, int at) {
    System.arraycopy(vectors, 0, out, at, size * d);
  }

  /** Takes a batch's candidates in; the oldest make room. */
  void add(TwoTowerBatch batch, float[] candidateVectors) {
    int from = Math.max(0, batch.candidates() - items.length);
    for (int c = from; c < batch.candidates(); c++) {
      System.arraycopy(candidateVectors, c * d, vectors, next * d, d);
      items[next] = batch.candidate(c);
      logQ[next] = batch.logQ(c);
      next = (next + 1) % items.length;
      size = Math.min(size + 1, items.length);
    }
  }
}
