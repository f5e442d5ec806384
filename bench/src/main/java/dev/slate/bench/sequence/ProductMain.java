package dev.slate.bench.sequence;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import dev.slate.training.model.kernel.MatrixView;

public final class ProductMain {
  public static void main(String[] a) {
    Kernel k = Kernels.best();
    int[][] shapes = {{72, 3416, 64}, {240, 3416, 64}, {72, 64, 3416}, {64, 3416, 72}, {1600, 192, 64}, {1600, 64, 64}, {48, 100, 64}, {48, 64, 100}};
    for (int round = 0; round < 3; round++) {
      for (int[] s : shapes) {
        float[] x = new float[s[0] * s[2]], y = new float[s[2] * s[1]], z = new float[s[0] * s[1]];
        for (int t = 0; t < 2; t++) {
          MatrixView v = t == 0 ? MatrixView.of(x, s[2]) : MatrixView.of(x, s[0]).transposed();
          int reps = (int) (2e9 / (2.0 * s[0] * s[1] * s[2])) + 1;
          long t0 = System.nanoTime();
          for (int r = 0; r < reps; r++) {
            k.multiplyAdd(s[0], s[1], s[2], v, MatrixView.of(y, s[1]), MatrixView.of(z, s[1]));
          }
          double g = 2.0 * s[0] * s[1] * s[2] * reps / (System.nanoTime() - t0);
          double old = 0;
          if (t == 0) {
            t0 = System.nanoTime();
            for (int r = 0; r < reps; r++) {
              k.multiply(s[0], s[1], s[2], x, s[2], 1, y, z);
            }
            old = 2.0 * s[0] * s[1] * s[2] * reps / (System.nanoTime() - t0);
          }
          if (round == 2) System.out.printf("%s %s: %.1f GFlop/s, multiply %.1f%n", java.util.Arrays.toString(s), t, g, old);
        }
      }
    }
  }
}
