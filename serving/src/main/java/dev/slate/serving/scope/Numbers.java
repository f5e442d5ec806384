package dev.slate.serving.scope;

import org.jspecify.annotations.Nullable;

/** Numbers in attributes, which are texts. */
final class Numbers {
  private static final int LONGEST = 40;

  private Numbers() {}

  /**
   * A decimal number; NaN if it is none. What cannot be one is told from its characters: an
   * exception for each item would cost more than the rest of a filter.
   */
  static double read(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > LONGEST) {
      return Double.NaN;
    }
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digit |= c >= '0' && c <= '9';
      if ((c < '0' || c > '9') && ".+-eE".indexOf(c) < 0) {
        return Double.NaN;
      }
    }
    if (!digit) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
