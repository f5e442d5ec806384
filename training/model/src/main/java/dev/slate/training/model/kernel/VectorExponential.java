package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Exponential} on vectors. Its constants are made once: made in place, JDK 25 boxes them.
 */
final class VectorExponential {
  static final VectorSpecies<Float> SPECIES = Species.WIDEST;

  private static final FloatVector LOWEST = all(Exponential.LOWEST);
  private static final FloatVector HIGHEST = all(Exponential.HIGHEST);
  private static final FloatVector ZERO = all(Exponential.ZERO);
  private static final FloatVector LOG2_E = all(Exponential.LOG2_E);
  private static final FloatVector ROUNDER = all(Exponential.ROUNDER);
  private static final FloatVector LESS_LN2_HIGH = all(-Exponential.LN2_HIGH);
  private static final FloatVector LESS_LN2_LOW = all(-Exponential.LN2_LOW);
  private static final FloatVector C0 = all(Exponential.C0);
  private static final FloatVector C1 = all(Exponential.C1);
  private static final FloatVector C2 = all(Exponential.C2);
  private static final FloatVector C3 = all(Exponential.C3);
  private static final FloatVector C4 = all(Exponential.C4);
  private static final FloatVector C5 = all(Exponential.C5);
  private static final FloatVector ONE = all(1);

  private VectorExponential() {}

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** See {@link Exponential#of}. */
  static FloatVector of(FloatVector value) {
    return at(value.max(LOWEST).min(HIGHEST));
  }

  /** See {@link Exponential#orZero}. */
  static FloatVector orZero(FloatVector value) {
    return at(value.max(ZERO));
  }

  private static FloatVector at(FloatVector x) {
    FloatVector shifted = x.fma(LOG2_E, ROUNDER);
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.fma(LESS_LN2_LOW, n.fma(LESS_LN2_HIGH, x));
    FloatVector p = r.fma(C0, C1);
    p = p.fma(r, C2);
    p = p.fma(r, C3);
    p = p.fma(r, C4);
    p = p.fma(r, C5);
    p = p.fma(r.mul(r), r).add(ONE);
    return p.mul(
        shifted
            .reinterpretAsInts()
            .sub(Exponential.ROUNDER_BITS - Exponential.EXPONENT_BIAS)
            .lanewise(VectorOperators.LSHL, Exponential.MANTISSA_BITS)
            .reinterpretAsFloats());
  }
}
