package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;

/** {@code not a}; written {@code f != v} and {@code f not in (...)} where that says the same. */
record Not(Expression part, String text) implements Expression {

  /** The opposite; of an opposite, what that was of. */
  static Expression of(Expression part) {
    return part instanceof Not not ? not.part : new Not(part, textOf(part));
  }

  @Override
  public boolean test(Item item) {
    return !part.test(item);
  }

  private static String textOf(Expression part) {
    if (part instanceof Comparison comparison && comparison.operator() == Operator.EQUAL) {
      return comparison.field().text() + " != " + comparison.value().text();
    }
    if (part instanceof OneOf oneOf) {
      return oneOf.field().text() + " not in " + oneOf.list();
    }
    return "not " + part.asPart();
  }
}
