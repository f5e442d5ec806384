package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;

/** Checks that all engines share. */
final class Queries {
  private Queries() {}

  static void check(float[] query, int dim, int k) {
    if (query.length != dim) {
      throw new IllegalArgumentException(
          "query: " + query.length + " values (expected: " + dim + ")");
    }
    if (k < 0) {
      throw new IllegalArgumentException("k: " + k + " (expected: 0 or more)");
    }
    for (int i = 0; i < query.length; i++) {
      if (!Float.isFinite(query[i])) {
        throw new IllegalArgumentException("query[" + i + "]: " + query[i] + " (expected: finite)");
      }
    }
  }

  static void check(FloatMatrix vectors) {
    float[] values = vectors.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "vector " + i / vectors.columns() + ": " + values[i] + " (expected: finite)");
      }
    }
  }
}
