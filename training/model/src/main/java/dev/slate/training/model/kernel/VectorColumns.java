package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A softmax's numerators down {@link Kernel#BLOCK} columns, a vector of columns at a time. */
final class VectorColumns {
  private static final VectorSpecies<Float> SPECIES = VectorExponential.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final int BLOCK = Kernel.BLOCK;

  private VectorColumns() {}

  static void exp(float[] values, int offset, int rows, float[] max, float[] sum) {
    int end = offset + rows * BLOCK;
    // One after the other: two polynomials in one loop are more than JDK 25 inlines.
    for (int column = 0; column < BLOCK; column += LANES) {
      FloatVector highest = max(values, offset + column, end);
      highest.intoArray(max, column);
      expSum(values, offset + column, end, highest).intoArray(sum, column);
    }
  }

  private static FloatVector max(float[] values, int from, int end) {
    FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (int at = from; at < end; at += BLOCK) {
      max = max.max(FloatVector.fromArray(SPECIES, values, at));
    }
    return max;
  }

  private static FloatVector expSum(float[] values, int from, int end, FloatVector max) {
    FloatVector total = FloatVector.zero(SPECIES);
    for (int at = from; at < end; at += BLOCK) {
      FloatVector logit = FloatVector.fromArray(SPECIES, values, at).sub(max);
      FloatVector numerator = VectorExponential.orZero(logit);
      numerator.intoArray(values, at);
      total = total.add(numerator);
    }
    return total;
  }
}
