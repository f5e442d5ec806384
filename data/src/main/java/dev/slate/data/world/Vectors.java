package dev.slate.data.world;

import java.util.random.RandomGenerator;

/** The few operations on vectors that tastes need; all of one length, updated in place. */
final class Vectors {
  private Vectors() {}

  static double[] random(int dim, RandomGenerator random) {
    double[] vector = new double[dim];
    for (int i = 0; i < dim; i++) {
      vector[i] = random.nextGaussian();
    }
    return normalize(vector);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static void addTo(double[] sum, double[] vector, double weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * vector[i];
    }
  }

  /** Scales to length 1. */
  static double[] normalize(double[] vector) {
    double scale = 1 / StrictMath.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }
}
