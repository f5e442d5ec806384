package dev.slate.training.model.tower;

/**
 * How a gradient becomes a step. Both touch only the table rows that a batch touched.
 *
 * <p>A dense part is one long row to {@link #ADAM}; to {@link #ADAGRAD} each of its values is a row
 * of its own.
 */
public enum Optimizer {
  /**
   * Adagrad (Duchi et al., JMLR 2011): {@code s += g^2; p -= rate * g / sqrt(s)}; a table's row
   * shares the mean of its squares, so that a row costs one number more.
   */
  ADAGRAD {
    @Override
    int slots(int d) {
      return 1;
    }

    @Override
    void row(
        float[] p, int at, float[] g, int gAt, int d, float[] slots, int slotAt, float stepSize) {
      slots[slotAt] += Towers.KERNEL.dot(g, gAt, g, gAt, d) / d;
      float rate = stepSize / ((float) Math.sqrt(slots[slotAt]) + ADAGRAD_EPSILON);
      Towers.KERNEL.addScaled(-rate, g, gAt, p, at, d);
    }

    @Override
    int denseSlots(int values) {
      return values;
    }

    @Override
    void dense(float[] p, float[] g, float[] slots, float stepSize) {
      for (int i = 0; i < g.length; i++) {
        slots[i] += g[i] * g[i];
        p[i] -= stepSize * g[i] / ((float) Math.sqrt(slots[i]) + ADAGRAD_EPSILON);
      }
    }

    @Override
    float stepSize(float rate, int step) {
      return rate;
    }
  },
  /**
   * Adam (Kingma and Ba, ICLR 2015) with b1 = 0.9, b2 = 0.999; a table's row decays its moments
   * only when it is touched, as torch's SparseAdam does.
   */
  ADAM {
    @Override
    int slots(int d) {
      return 2 * d;
    }

    @Override
    void row(
        float[] p, int at, float[] g, int gAt, int d, float[] slots, int slotAt, float stepSize) {
      for (int c = 0; c < d; c++) {
        float gradient = g[gAt + c];
        float m = slots[slotAt + c] * B1 + (1 - B1) * gradient;
        float v = slots[slotAt + d + c] * B2 + (1 - B2) * gradient * gradient;
        slots[slotAt + c] = m;
        slots[slotAt + d + c] = v;
        p[at + c] -= stepSize * m / ((float) Math.sqrt(v) + ADAM_EPSILON);
      }
    }

    @Override
    int denseSlots(int values) {
      return 2 * values;
    }

    @Override
    void dense(float[] p, float[] g, float[] slots, float stepSize) {
      row(p, 0, g, 0, g.length, slots, 0, stepSize);
    }

    @Override
    float stepSize(float rate, int step) {
      double first = 1 - StrictMath.pow(B1, step);
      double second = 1 - StrictMath.pow(B2, step);
      return (float) (rate * StrictMath.sqrt(second) / first);
    }
  };

  private static final float ADAGRAD_EPSILON = 1e-8f;
  private static final float ADAM_EPSILON = 1e-8f;
  private static final float B1 = 0.9f;
  private static final float B2 = 0.999f;

  /** Numbers that it keeps for a table's row. */
  abstract int slots(int d);

  /** Moves {@code p[at..at + d)}. */
  abstract void row(
      float[] p, int at, float[] g, int gAt, int d, float[] slots, int slotAt, float stepSize);

  /** Numbers that it keeps for a dense part. */
  abstract int denseSlots(int values);

  /** Moves all of {@code p}. */
  abstract void dense(float[] p, float[] g, float[] slots, float stepSize);

  /**
   * @param step from 1
   */
  abstract float stepSize(float rate, int step);
}
