package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;

/**
 * A field against a value: numbers by size, texts by their characters; a category is equal if it is
 * one of the item's.
 */
record Comparison(Field field, Operator operator, Literal value) implements Expression {

  @Override
  public boolean test(Item item) {
    if (value.isNumber()) {
      double number = field.number(item);
      return !Double.isNaN(number) && operator.holds(Double.compare(number, value.number()));
    }
    if (field.kind() == Field.Kind.CATEGORY) {
      return item.categories().contains(value.word());
    }
    String word = field.word(item);
    String wanted = value.word();
    return word != null && wanted != null && operator.holds(word.compareTo(wanted));
  }

  @Override
  public String text() {
    return field.text() + " " + operator.text() + " " + value.text();
  }
}
