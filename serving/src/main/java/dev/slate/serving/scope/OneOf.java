package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code field in (a, b, ...)}: two values or more, in the order of their texts. */
record OneOf(Field field, List<Literal> values, Set<String> words) implements Expression {

  /** The values sorted and each once; a single one is a comparison. */
  static Expression of(Field field, List<Literal> values) {
    List<Literal> sorted =
        values.stream().distinct().sorted(Comparator.comparing(Literal::text)).toList();
    if (sorted.size() == 1) {
      return new Comparison(field, Operator.EQUAL, sorted.get(0));
    }
    Set<String> words = new HashSet<>();
    sorted.forEach(
        value -> {
          if (value.word() != null) {
            words.add(value.word());
          }
        });
    return new OneOf(field, sorted, Set.copyOf(words));
  }

  @Override
  public boolean test(Item item) {
    if (field.kind() == Field.Kind.CATEGORY) {
      return item.categories().stream().anyMatch(words::contains);
    }
    String word = words.isEmpty() ? null : field.word(item);
    return (word != null && words.contains(word)) || isOneNumber(item);
  }

  private boolean isOneNumber(Item item) {
    if (words.size() == values.size()) {
      return false;
    }
    double number = field.number(item);
    for (Literal value : values) {
      if (value.isNumber() && number == value.number()) {
        return true;
      }
    }
    return false;
  }

  String list() {
    return values.stream().map(Literal::text).collect(Collectors.joining(", ", "(", ")"));
  }

  @Override
  public String text() {
    return field.text() + " in " + list();
  }
}
