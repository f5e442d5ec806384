package dev.slate.training.model.sequence;

import dev.slate.training.model.FloatMatrix;

/**
 * Adam (Kingma and Ba, ICLR 2015). Rows of the item table without gradient are left alone (lazy
 * Adam), so that a step over a sample of the catalogue costs no more than the sample. Changes what
 * it is given in place; one thread.
 *
 * @param first moment, the running mean of the gradient
 * @param second moment, that of its square
 */
public record Adam(SequenceParameters first, SequenceParameters second) {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.98f;
  private static final float EPSILON = 1e-8f;

  /** Before the first step. */
  static Adam of(SequenceParameters parameters) {
    return new Adam(parameters.zeros(), parameters.zeros());
  }

  /**
   * @param step from 1
   */
  void step(
      SequenceParameters parameters, SequenceParameters gradient, double learningRate, int step) {
    double unbias1 = 1 - StrictMath.pow(BETA1, step);
    double unbias2 = StrictMath.sqrt(1 - StrictMath.pow(BETA2, step));
    float rate = (float) (learningRate * unbias2 / unbias1);
    float epsilon = (float) (EPSILON * unbias2);
    parameters
        .tensors()
        .forEach(
            (name, values) -> {
              FloatMatrix g = gradient.tensor(name);
              FloatMatrix m = first.tensor(name);
              FloatMatrix v = second.tensor(name);
              int columns = values.columns();
              for (int row = 0; row < values.rows(); row++) {
                int at = row * columns;
                if (!name.equals("item") || isTouched(g.values(), at, columns)) {
                  row(
                      values.values(),
                      g.values(),
                      m.values(),
                      v.values(),
                      at,
                      columns,
                      rate,
                      epsilon);
                }
              }
            });
  }

  private static boolean isTouched(float[] gradient, int at, int columns) {
    for (int i = at; i < at + columns; i++) {
      if (gradient[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static void row(
      float[] values,
      float[] g,
      float[] m,
      float[] v,
      int at,
      int count,
      float rate,
      float epsilon) {
    for (int i = at; i < at + count; i++) {
      m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
      v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
      values[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
    }
  }
}
