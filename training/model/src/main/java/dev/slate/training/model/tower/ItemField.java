package dev.slate.training.model.tower;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * One of the facts that a model reads of an item, and what it may be; each possibility is a row of
 * the category table.
 *
 * @param kind how it is read
 * @param name of the attribute; empty for the others
 * @param values of {@link Kind#CATEGORY} and {@link Kind#VALUE}, unique, a row each
 * @param edges of {@link Kind#NUMBER} and {@link Kind#AGE}, ascending: row i is of numbers from
 *     edge i - 1, inclusive, to edge i, and the outer rows are open
 */
public record ItemField(Kind kind, String name, List<String> values, List<Double> edges)
    implements Serializable {

  /** What the catalogue says of an item. */
  public enum Kind {
    /** Its categories; an item may have several. */
    CATEGORY,
    /** An attribute that is a word. */
    VALUE,
    /** An attribute that is a number. */
    NUMBER,
    /** Days from when it became part of the catalogue to the training. */
    AGE
  }

  /**
   * @throws IllegalArgumentException if a value is there twice or edges do not ascend
   */
  public ItemField {
    values = List.copyOf(values);
    edges = List.copyOf(edges);
    if (Set.copyOf(values).size() < values.size()) {
      throw new IllegalArgumentException("values of " + name + " (expected: each once)");
    }
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.get(i) > edges.get(i - 1))) {
        throw new IllegalArgumentException(
            "edges of " + name + ": " + edges + " (expected: ascending)");
      }
    }
  }

  static ItemField categories(List<String> names) {
    return new ItemField(Kind.CATEGORY, "", names, List.of());
  }

  /** How many rows of the category table it has. */
  int rows() {
    return isWord() ? values.size() : edges.size() + 1;
  }

  boolean isWord() {
    return kind == Kind.CATEGORY || kind == Kind.VALUE;
  }

  /** The row of a number; what is beyond the numbers of training is with the nearest of them. */
  int bucket(double number) {
    int bucket = 0;
    while (bucket < edges.size() && number >= edges.get(bucket)) {
      bucket++;
    }
    return bucket;
  }
}
