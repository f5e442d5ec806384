package dev.slate.serving.rerank;

import dev.slate.data.catalog.Item;
import dev.slate.serving.experiment.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A limit on how many items of a slate share a value, such as a creator; an item without a value is
 * free. It gives way when there are not enough other items.
 *
 * @param name stable
 * @param toggle the parameter that turns it on
 * @param max the parameter that says how many
 * @param values of an item
 */
record SlateRule(
    String name, Parameter toggle, Parameter max, Function<Item, List<String>> values) {

  /** Every category of an item counts. */
  static SlateRule categoryCap() {
    return new SlateRule(
        "category-cap", Parameter.CATEGORY_CAP, Parameter.CATEGORY_CAP_MAX, Item::categories);
  }

  /**
   * @param attribute of an item, that names its creator
   */
  static SlateRule creatorCap(String attribute) {
    return new SlateRule(
        "creator-cap",
        Parameter.CREATOR_CAP,
        Parameter.CREATOR_CAP_MAX,
        item -> {
          String creator = item.attributes().get(attribute);
          return creator == null || creator.isEmpty() ? List.of() : List.of(creator);
        });
  }

  /** What one slate has of each value. For one thread. */
  static final class Tally {
    private final SlateRule rule;
    private final int max;
    private final Map<String, Integer> counts = new HashMap<>();

    Tally(SlateRule rule, int max) {
      this.rule = rule;
      this.max = max;
    }

    String name() {
      return rule.name;
    }

    boolean admits(@Nullable Item facts) {
      if (facts == null) {
        return true;
      }
      for (String value : rule.values.apply(facts)) {
        if (counts.getOrDefault(value, 0) >= max) {
          return false;
        }
      }
      return true;
    }

    void add(@Nullable Item facts) {
      if (facts != null) {
        rule.values.apply(facts).forEach(value -> counts.merge(value, 1, Integer::sum));
      }
    }
  }
}
