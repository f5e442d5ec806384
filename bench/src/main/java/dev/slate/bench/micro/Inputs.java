package dev.slate.bench.micro;

import dev.slate.training.model.FloatMatrix;
import java.util.SplittableRandom;

/** Seeded inputs of the benchmarks. */
final class Inputs {
  private Inputs() {}

  static float[] normal(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = (float) random.nextGaussian();
    }
    return out;
  }

  /** Points around centres, one per 50 items, as embeddings lie. */
  static FloatMatrix clustered(int rows, int columns, long seed) {
    int centres = Math.max(1, rows / 50);
    float[] middle = normal(centres * columns, 1);
    float[] out = normal(rows * columns, seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int r = 0; r < rows; r++) {
      int centre = random.nextInt(centres) * columns;
      for (int c = 0; c < columns; c++) {
        out[r * columns + c] = middle[centre + c] + 0.5f * out[r * columns + c];
      }
    }
    return new FloatMatrix(rows, columns, out);
  }
}
