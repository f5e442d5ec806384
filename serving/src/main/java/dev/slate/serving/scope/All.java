package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;
import java.util.List;
import java.util.stream.Collectors;

/** {@code a and b and ...}: two parts or more, none of them another {@code All}. */
record All(List<Expression> parts) implements Expression {

  /** The parts joined, flat, sorted and each once; a single one is itself. */
  static Expression of(List<Expression> parts) {
    List<Expression> flat =
        Expression.sorted(
            parts.stream()
                .flatMap(p -> p instanceof All all ? all.parts.stream() : List.of(p).stream())
                .toList());
    return flat.size() == 1 ? flat.get(0) : new All(flat);
  }

  @Override
  public boolean test(Item item) {
    for (Expression part : parts) {
      if (!part.test(item)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String text() {
    return parts.stream().map(Expression::asPart).collect(Collectors.joining(" and "));
  }

  @Override
  public boolean isCompound() {
    return true;
  }
}
