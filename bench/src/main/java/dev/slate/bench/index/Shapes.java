package dev.slate.bench.index;

import dev.slate.training.model.FloatMatrix;
import java.util.SplittableRandom;

/** Unit vectors to search among; seeded. */
enum Shapes {
  /** Around one centre per 50 items, as the embeddings of items that are chosen together lie. */
  CLUSTERED {
    @Override
    FloatMatrix draw(int rows, int dim, int items, long seed) {
      int centres = Math.max(1, items / 50);
      float[] middle = normal(centres * dim, 1);
      float[] values = normal(rows * dim, seed);
      SplittableRandom random = new SplittableRandom(seed);
      for (int row = 0; row < rows; row++) {
        int centre = random.nextInt(centres) * dim;
        for (int c = 0; c < dim; c++) {
          values[row * dim + c] = middle[centre + c] + 0.5f * values[row * dim + c];
        }
      }
      return unit(rows, dim, values);
    }
  },
  /** Sixteen directions and a tenth of noise: smooth, of low intrinsic dimension. */
  LATENT {
    @Override
    FloatMatrix draw(int rows, int dim, int items, long seed) {
      float[] basis = normal(LATENTS * dim, 1);
      float[] latent = normal(rows * LATENTS, seed + 1);
      float[] values = normal(rows * dim, seed);
      for (int row = 0; row < rows; row++) {
        for (int c = 0; c < dim; c++) {
          float sum = 0.1f * LATENTS * values[row * dim + c] / 4;
          for (int l = 0; l < LATENTS; l++) {
            sum += latent[row * LATENTS + l] * basis[l * dim + c];
          }
          values[row * dim + c] = sum;
        }
      }
      return unit(rows, dim, values);
    }
  },
  /** Every direction alike: the worst case of every graph. */
  RANDOM {
    @Override
    FloatMatrix draw(int rows, int dim, int items, long seed) {
      return unit(rows, dim, normal(rows * dim, seed));
    }
  };

  private static final int LATENTS = 16;

  /**
   * @param items of the whole set, so that queries are drawn around the items' centres
   */
  abstract FloatMatrix draw(int rows, int dim, int items, long seed);

  private static float[] normal(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = (float) random.nextGaussian();
    }
    return out;
  }

  private static FloatMatrix unit(int rows, int dim, float[] values) {
    for (int row = 0; row < rows; row++) {
      double square = 0;
      for (int c = 0; c < dim; c++) {
        square += values[row * dim + c] * values[row * dim + c];
      }
      float scale = (float) (1 / Math.sqrt(square));
      for (int c = 0; c < dim; c++) {
        values[row * dim + c] *= scale;
      }
    }
    return new FloatMatrix(rows, dim, values);
  }
}
