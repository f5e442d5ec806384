package dev.slate.data.validation;

/**
 * What one rule found.
 *
 * @param rule its stable name
 * @param observed in words
 * @param expected in words
 * @param passed whether the batch may be used as far as this rule goes
 */
public record Finding(String rule, String observed, String expected, boolean passed) {

  @Override
  public String toString() {
    return (passed ? "ok   " : "FAIL ") + rule + ": " + observed + " (expected: " + expected + ")";
  }
}
