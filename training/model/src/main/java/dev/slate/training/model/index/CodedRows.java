package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Codes;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Vectors with their {@link Codes}: what codes find is a quarter more than asked, and the best of
 * it by the vectors is the answer. So scores are exact, and an error of the codes costs an item
 * only where it is greater than what lies between the last asked and the last found.
 */
final class CodedRows {
  private static final Kernel KERNEL = Kernels.best();
  private static final int BATCH = 256;

  private final FloatMatrix vectors;
  private final Codes codes;
  private final int[] order;

  /** Its inverse: the code row of an item. */
  private final int[] positions;

  /**
   * @param order item by code row
   */
  CodedRows(FloatMatrix vectors, int[] order) {
    this.vectors = vectors;
    this.codes = Codes.of(vectors.values(), vectors.columns(), order);
    this.order = order;
    this.positions = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      positions[order[i]] = i;
    }
  }

  int dim() {
    return vectors.columns();
  }

  /** How near code rows are to a query. */
  HnswSearch.Scores target(float[] query) {
    short[] x = codes.encode(query);
    return (nodes, count, out) -> KERNEL.codeDots(codes, nodes, count, x, out);
  }

  /** The best of the first admitted of a beam of code rows. */
  Hits best(Beam found, float[] query, int limit, RowMask mask) {
    int[] items = new int[Math.min(found.size(), withMargin(limit))];
    int count = 0;
    for (int i = 0; i < found.size() && count < items.length; i++) {
      int item = order[found.node(i)];
      if (mask.admits(item)) {
        items[count++] = item;
      }
    }
    return best(items, count, query, limit);
  }

  /** The best of all admitted, looking at each of these and at no other: O(admitted d). */
  Hits scan(float[] query, int limit, RowMask mask) {
    int size = order.length;
    HnswSearch.Scores target = target(query);
    TopK coarse = new TopK(Math.min(withMargin(limit), mask.cardinality(size)));
    int[] items = new int[BATCH];
    int[] rows = new int[BATCH];
    float[] scores = new float[BATCH];
    int from = 0;
    for (int count; (count = mask.next(from, size, items)) > 0; from = items[count - 1] + 1) {
      for (int i = 0; i < count; i++) {
        rows[i] = positions[items[i]];
      }
      target.of(rows, count, scores);
      for (int i = 0; i < count; i++) {
        if (scores[i] >= coarse.threshold()) {
          coarse.add(items[i], scores[i]);
        }
      }
    }
    Hits found = coarse.drain();
    return best(found.items(), found.size(), query, limit);
  }

  private static int withMargin(int limit) {
    return limit + limit / 4 + 8;
  }

  private Hits best(int[] items, int count, float[] query, int limit) {
    float[] scores = new float[count + Kernel.LANES];
    KERNEL.gatherDots(vectors.values(), vectors.columns(), items, count, query, 0, scores);
    TopK best = new TopK(Math.min(limit, count));
    for (int i = 0; i < count; i++) {
      best.add(items[i], scores[i]);
    }
    return best.drain();
  }
}
