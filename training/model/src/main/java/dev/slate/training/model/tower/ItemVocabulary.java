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
  /** A value of a single item says no more than its id. */
  private static final int LEAST_ITEMS = 2;

  /** A number of so few values is a word, such as a rating of age. */
  private static final int MOST_WORDS = 20;

  private static final int QUANTILES = 16;
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
   * as many items if all of its values are numbers and more than 20, else as the words that two
   * items have; and their ages in buckets, each twice as wide as the one before.
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
      return Optional.of(new ItemField(ItemField.Kind.NUMBER, name, List.of(), quantiles(counts)));
    }
    List<String> words =
        counts.keySet().stream().filter(word -> counts.get(word) >= LEAST_ITEMS).toList();
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
    TreeSet<Double> edges = new TreeSet<>();
    for (int q = 1; q < QUANTILES; q++) {
      edges.add(sorted[(int) ((long) q * sorted.length / QUANTILES)]);
    }
    // Nothing is below the smallest.
    edges.remove(sorted[0]);
    return List.copyOf(edges);
  }

  private static Optional<ItemField> ages(Collection<Item> items, long asOfMs) {
    double[] days =
        items.stream()
            .filter(item -> item.createdMs() > 0)
            .mapToDouble(item -> ItemTerms.ageDays(item, asOfMs))
            .toArray();
    double youngest = Arrays.stream(days).min().orElse(0);
    double oldest = Arrays.stream(days).max().orElse(0);
    List<Double> edges =
        DoubleStream.iterate(YOUNGEST_EDGE_DAYS, edge -> edge * 2)
            .limit(AGE_EDGES)
            .filter(edge -> youngest < edge && edge <= oldest)
            .boxed()
            .toList();
    return edges.isEmpty()
        ? Optional.empty()
        : Optional.of(new ItemField(ItemField.Kind.AGE, "", List.of(), edges));
  }

  /** Rows of the category table. */
  public int rows() {
    return fields.stream().mapToInt(ItemField::rows).sum();
  }
}
