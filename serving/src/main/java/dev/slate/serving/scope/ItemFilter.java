package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;
import java.util.List;

/**
 * A filter expression such as {@code category = "drama" and year >= 1990}, compiled; equal if the
 * canonical texts are. Immutable.
 */
public final class ItemFilter {
  private final Expression expression;
  private final String text;

  ItemFilter(Expression expression) {
    this.expression = expression;
    this.text = expression.text();
  }

  /**
   * Reads an expression.
   *
   * @throws InvalidFilterException with the position and what was expected
   */
  public static ItemFilter parse(String text) {
    return new ItemFilter(new FilterParser(text).parse());
  }

  /** Whether an item passes; a comparison with what the item does not have is false. */
  public boolean test(Item facts) {
    return expression.test(facts);
  }

  /** Both. */
  public ItemFilter and(ItemFilter other) {
    return new ItemFilter(All.of(List.of(expression, other.expression)));
  }

  /** The canonical text: parsing it gives an equal filter. */
  public String text() {
    return text;
  }

  Expression expression() {
    return expression;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemFilter filter && filter.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
