package dev.slate.serving.scope;

import org.jspecify.annotations.Nullable;

/**
 * A value in a filter: a text, or else a finite number.
 *
 * @param word null if it is a number
 */
record Literal(@Nullable String word, double number) {

  static Literal of(String word) {
    return new Literal(word, 0);
  }

  static Literal of(double number) {
    // Minus zero is zero, so that equal filters have equal texts.
    return new Literal(null, number == 0 ? 0 : number);
  }

  boolean isNumber() {
    return word == null;
  }

  String text() {
    if (word != null) {
      return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
