package dev.slate.training.model.tower;

import dev.slate.data.catalog.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of the category table that stand for an item: of each field the mean. What the
 * vocabulary does not have counts 0. Immutable and thread-safe.
 */
public final class ItemTerms {
  private static final double MS_PER_DAY = TimeUnit.DAYS.toMillis(1);

  private final ItemVocabulary vocabulary;
  private final List<Map<String, Integer>> words = new ArrayList<>();

  /** Takes an item's rows, in the order of the fields. */
  @FunctionalInterface
  public interface Sink {
    void add(int row, float weight);
  }

  public ItemTerms(ItemVocabulary vocabulary) {
    this.vocabulary = vocabulary;
    for (ItemField field : vocabulary.fields()) {
      Map<String, Integer> rows = new HashMap<>();
      field.values().forEach(value -> rows.put(value, rows.size()));
      words.add(rows);
    }
  }

  /** Gives the rows of an item, whether training has seen it or not. */
  public void of(Item item, Sink sink) {
    int first = 0;
    for (int f = 0; f < vocabulary.fields().size(); f++) {
      ItemField field = vocabulary.fields().get(f);
      switch (field.kind()) {
        case CATEGORY -> {
          List<String> names = item.categories().stream().distinct().toList();
          for (String name : names) {
            add(f, first, name, 1f / names.size(), sink);
          }
        }
        case VALUE -> add(f, first, item.attributes().get(field.name()), 1, sink);
        case NUMBER -> {
          double number = number(item.attributes().getOrDefault(field.name(), ""));
          if (Double.isFinite(number)) {
            sink.add(first + field.bucket(number), 1);
          }
        }
        case AGE -> {
          if (item.createdMs() > 0) {
            sink.add(first + field.bucket(ageDays(item, vocabulary.asOfMs())), 1);
          }
        }
      }
      first += field.rows();
    }
  }

  private void add(int field, int first, @Nullable String word, float weight, Sink sink) {
    Integer row = words.get(field).get(word);
    if (row != null) {
      sink.add(first + row, weight);
    }
  }

  /** NaN if it is none. */
  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  static double ageDays(Item item, long asOfMs) {
    return Math.max(0, asOfMs - item.createdMs()) / MS_PER_DAY;
  }
}
