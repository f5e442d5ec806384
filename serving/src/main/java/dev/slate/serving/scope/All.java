package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;
import java.util.List;

/**
 * {@code a and b and ...}: two parts or more, none of them another {@code All}.
 *
 * @param text of all of it; made once, or a nested filter would make its texts anew on each level
 */
record All(List<Expression> parts, String text) implements Expression {

  /** The parts joined, flat, sorted and each once; a single one is itself. */
  static Expression of(List<Expression> parts) {
    List<Expression> flat =
        Expression.sorted(
            parts.stream()
                .flatMap(p -> p instanceof All all ? all.parts.stream() : List.of(p).stream())
                .toList());
    return flat.size() == 1 ? flat.get(0) : new All(flat, Expression.joined(flat, " and "));
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
  public boolean isCompound() {
    return true;
  }
}
