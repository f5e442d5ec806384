package dev.slate.training.model.kernel;

/**
 * e^x as 2^n * e^r, with n = round(x / ln 2) and a polynomial for |r| <= ln(2) / 2 (coefficients of
 * Cephes' expf). Only fused multiplications and additions, so scalar and vector code agree.
 */
final class Exponential {
  static final float LOWEST = -87;
  static final float HIGHEST = 88;
  static final float LOG2_E = 1.44269504f;

  /** Adding it rounds to an integer, which then stands in the low bits of the sum. */
  static final float ROUNDER = 12582912f;

  static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
  static final int EXPONENT_BIAS = 127;
  static final int MANTISSA_BITS = 23;

  /** ln 2 in two parts; the first has few bits, so n times it is exact. */
  static final float LN2_HIGH = 0.693359375f;

  static final float LN2_LOW = -2.12194440e-4f;

  static final float C0 = 1.9875691500e-4f;
  static final float C1 = 1.3981999507e-3f;
  static final float C2 = 8.3334519073e-3f;
  static final float C3 = 4.1665795894e-2f;
  static final float C4 = 1.6666665459e-1f;
  static final float C5 = 5.0000001201e-1f;

  private Exponential() {}

  /** 2^-127 has no bits left: from here down the power, and so the result, is 0. */
  static final float ZERO = -88;

  static float of(float value) {
    return at(Math.min(Math.max(value, LOWEST), HIGHEST));
  }

  /** As {@link #of} for what is not above 0, but 0 from about -87.7 down. */
  static float orZero(float value) {
    return at(Math.max(value, ZERO));
  }

  private static float at(float x) {
    float shifted = Math.fma(x, LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float p = Math.fma(C0, r, C1);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r * r, r) + 1;
    int power = (Float.floatToRawIntBits(shifted) - ROUNDER_BITS + EXPONENT_BIAS) << MANTISSA_BITS;
    return p * Float.intBitsToFloat(power);
  }
}
