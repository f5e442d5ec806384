package dev.slate.training.model.diversity;

import dev.slate.training.model.Vectors;
import java.util.Arrays;
import java.util.Random;

/** Random candidates. */
final class Lists {
  private Lists() {}

  /** Best first. */
  static float[] relevance(int n, long seed) {
    Random random = new Random(seed);
    float[] scores = new float[n];
    for (int i = 0; i < n; i++) {
      scores[i] = -random.nextFloat();
    }
    Arrays.sort(scores);
    for (int i = 0; i < n; i++) {
      scores[i] = -scores[i];
    }
    return Relevance.scaled(scores);
  }

  /** Unit vectors {@code [n x dim]}. */
  static float[] units(int n, int dim, long seed) {
    float[] vectors = Vectors.normal(n * dim, seed);
    for (int row = 0; row < n; row++) {
      double norm = Math.sqrt(dot(vectors, row, row, dim));
      for (int d = 0; d < dim; d++) {
        vectors[row * dim + d] /= (float) norm;
      }
    }
    return vectors;
  }

  static double dot(float[] vectors, int a, int b, int dim) {
    double sum = 0;
    for (int d = 0; d < dim; d++) {
      sum += (double) vectors[a * dim + d] * vectors[b * dim + d];
    }
    return sum;
  }
}
