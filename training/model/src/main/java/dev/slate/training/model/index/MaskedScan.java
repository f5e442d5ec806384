package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;

/**
 * The best of the admitted rows, looking at each of these and at no other: O(admitted d), recall 1.
 * What every engine does when a mask leaves few.
 */
final class MaskedScan {
  private static final int BATCH = 256;

  private MaskedScan() {}

  static Hits best(FloatMatrix vectors, Kernel kernel, float[] query, int k, RowMask mask) {
    int size = vectors.rows();
    TopK best = new TopK(Math.min(k, mask.cardinality(size)));
    int[] rows = new int[BATCH];
    float[] scores = new float[BATCH];
    int from = 0;
    for (int count; (count = mask.next(from, size, rows)) > 0; from = rows[count - 1] + 1) {
      kernel.gatherDots(vectors.values(), vectors.columns(), rows, count, query, 0, scores);
      for (int i = 0; i < count; i++) {
        if (scores[i] >= best.threshold()) {
          best.add(rows[i], scores[i]);
        }
      }
    }
    return best.drain();
  }
}
