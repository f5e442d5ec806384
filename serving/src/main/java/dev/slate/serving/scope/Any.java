package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;
import java.util.List;

/**
 * {@code a or b or ...}: two parts or more, none of them another {@code Any}.
 *
 * @param text of all of it; made once, or a nested filter would make its texts anew on each level
 */
record Any(List<Expression> parts, String text) implements Expression {

  /** The parts joined, flat, sorted and each once; a single one is itself. */
  static Expression of(List<Expression> parts) {
    List<Expression> flat =
        Expression.sorted(
            parts.stream()
                .flatMap(p -> p instanceof Any any ? any.parts.stream() : List.of(p).stream())
                .toList());
    return flat.size() == 1 ? flat.get(0) : new Any(flat, Expression.joined(flat, " or "));
  }

  @Override
  public boolean test(Item item) {
    for (Expression part : parts) {
      if (part.test(item)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isCompound() {
    return true;
  }
}
