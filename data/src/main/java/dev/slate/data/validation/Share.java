package dev.slate.data.validation;

import java.util.Locale;

/** A part of a whole; nothing of nothing is 0. */
public record Share(long part, long whole) {

  public Share {
    if (part < 0 || part > whole) {
      throw new IllegalArgumentException(
          "part: " + part + " (expected: 0 to the whole, " + whole + ")");
    }
  }

  /** From 0 to 1. */
  public double value() {
    return whole == 0 ? 0 : (double) part / whole;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f (%,d of %,d)", value(), part, whole);
  }
}
