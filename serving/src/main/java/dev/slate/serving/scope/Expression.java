package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One node of a filter expression. Two-valued: a test of what an item does not have is false, and
 * {@code not} turns that into true. Immutable; equal if they say the same in the same words.
 */
sealed interface Expression permits All, Any, Not, Comparison, OneOf {

  boolean test(Item item);

  /** The canonical text. */
  String text();

  /** Whether {@code text} must stand in parentheses beside {@code and}, {@code or}, {@code not}. */
  default boolean isCompound() {
    return false;
  }

  /** The text as a part of a larger expression. */
  default String asPart() {
    return isCompound() ? "(" + text() + ")" : text();
  }

  /** Parts in the order of their texts, each once; asks each for its text once. */
  static List<Expression> sorted(List<Expression> parts) {
    SortedMap<String, Expression> byText = new TreeMap<>();
    for (Expression part : parts) {
      byText.putIfAbsent(part.text(), part);
    }
    return List.copyOf(byText.values());
  }

  /** The texts of parts with a word between. */
  static String joined(List<Expression> parts, String word) {
    return parts.stream().map(Expression::asPart).collect(Collectors.joining(word));
  }
}
