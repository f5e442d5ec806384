package dev.slate.training.model;

import java.util.Random;

/** Seeded test data. */
public final class Vectors {
  private Vectors() {}

  public static float[] normal(int length, long seed) {
    Random random = new Random(seed);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = (float) random.nextGaussian();
    }
    return out;
  }

  public static FloatMatrix normal(int rows, int columns, long seed) {
    return new FloatMatrix(rows, columns, normal(rows * columns, seed));
  }

  /** Points around {@code centres} random centres, as embeddings lie. */
  public static FloatMatrix clustered(int rows, int columns, int centres, long seed) {
    Random random = new Random(seed);
    FloatMatrix middle = normal(centres, columns, seed + 1);
    float[] out = new float[rows * columns];
    for (int r = 0; r < rows; r++) {
      int centre = random.nextInt(centres);
      for (int c = 0; c < columns; c++) {
        out[r * columns + c] = middle.get(centre, c) + 0.5f * (float) random.nextGaussian();
      }
    }
    return new FloatMatrix(rows, columns, out);
  }
}
