package dev.slate.training.model.tower;

import dev.slate.data.catalog.Item;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a model reads of the catalogue beside an item's id. Learnt from the items of training only,
 * so that every row of the category table stands for something that training has shown.
 *
 * <p>The age of an item is that at {@code asOfMs}, the newest row of training, as long as the model
 * serves; what came later is as young as the youngest item of training.
 *
 * @param fields whose rows of the category table lie one after the other
 */
public record ItemVocabulary(List<ItemField> fields, long asOfMs) implements Serializable {
  /** What fewer items have says more of them than of what they have in common. */
  private static final int LEAST_ITEMS = 5;

  /** The same for buckets: items that nobody has touched often fall into the outermost. */
  private static final int LEAST_IN_BUCKET = 100;

  /** A number of so few values is a word, such as a rating of age. */
  private static final int MOST_WORDS = 20;

  private static final int MOST_BUCKETS = 16;
  private static final double YOUNGEST_EDGE_DAYS = 1 / 16.0;
  private static final int AGE_EDGES = 18;

  public ItemVocabulary {
    fields = List.copyOf(fields);
  }

  /** Nothing but categories, of these names. */
  static ItemVocabulary ofCategories(Collection<String> names) {
    return new ItemVocabulary(List.of(ItemField.categories(List.copyOf(names))), 0);
  }

  /**
   * What these items have: their categories; each attribute, as a number in at most 16 buckets of
   * as many items if all of its values are numbers and more than 20, else as the words that five
   * items have; and their ages in buckets, each at least twice as wide as the one before. A bucket
   * has a hundred items or more.
   *
   * @param items of training
   * @param asOfMs of ages, milliseconds since 1970
   */
  public static ItemVocabulary of(Collection<Item> items, long asOfMs) {
    Set<String> categories = new LinkedHashSet<>();
    Set<String> attributes = new TreeSet<>();
    for (Item item : items) {
      categories.addAll(item.categories());
      attributes.addAll(item.attributes().keySet());
    }
    List<ItemField> fields = new ArrayList<>();
    fields.add(ItemField.categories(List.copyOf(categories)));
    for (String name : attributes) {
      attribute(name, items).ifPresent(fields::add);
    }
    ages(items, asOfMs).ifPresent(fields::add);
    return new ItemVocabulary(fields, asOfMs);
  }

  private static Optional<ItemField> attribute(String name, Collection<Item> items) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Item item : items) {
      String value = item.attributes().get(name);
      if (value != null && !value.isBlank()) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    if (counts.size() > MOST_WORDS
        && counts.keySet().stream().allMatch(value -> Double.isFinite(ItemTerms.number(value)))) {
      List<Double> edges = quantiles(counts);
      return edges.isEmpty()
          ? Optional.empty()
          : Optional.of(new ItemField(ItemField.Kind.NUMBER, name, List.of(), edges));
    }
    List<String> words =
        counts.entrySet().stream()
            .filter(word -> word.getValue() >= LEAST_ITEMS)
            .map(Map.Entry::getKey)
            .toList();
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new ItemField(ItemField.Kind.VALUE, name, words, List.of()));
  }

  private static List<Double> quantiles(Map<String, Integer> counts) {
    double[] sorted =
        counts.entrySet().stream()
            .flatMapToDouble(
                entry ->
                    DoubleStream.generate(() -> ItemTerms.number(entry.getKey()))
                        .limit(entry.getValue()))
            .sorted()
            .toArray();
    int buckets = Math.min(MOST_BUCKETS, sorted.length / LEAST_IN_BUCKET);
    return filled(
        IntStream.range(1, buckets)
            .mapToDouble(q -> sorted[(int) ((long) q * sorted.length / buckets)]),
        sorted);
  }

  /** The edges, ascending, that have enough numbers on either side, up to the next edge. */
  private static List<Double> filled(DoubleStream edges, double[] numbers) {
    List<Double> filled = new ArrayList<>();
    int below = 0;
    for (double edge : edges.toArray()) {
      int first = (int) Arrays.stream(numbers).filter(number -> number < edge).count();
      if (first - below >= LEAST_IN_BUCKET && numbers.length - first >= LEAST_IN_BUCKET) {
        filled.add(edge);
        below = first;
      }
    }
    return filled;
  }

  private static Optional<ItemField> ages(Collection<Item> items, long asOfMs) {
    double[] days =
        items.stream()
            .filter(item -> item.createdMs() > 0)
            .mapToDouble(item -> ItemTerms.ageDays(item, asOfMs))
            .toArray();
    List<Double> edges =
        filled(DoubleStream.iterate(YOUNGEST_EDGE_DAYS, edge -> edge * 2).limit(AGE_EDGES), days);
    return edges.isEmpty()
        ? Optional.empty()
        : Optional.of(new ItemField(ItemField.Kind.AGE, "", List.of(), edges));
  }

  /** Rows of the category table. */
  public int rows() {
    return fields.stream().mapToInt(ItemField::rows).sum();
  }
}
