package dev.slate.training.model.registry;

import java.util.Map;

/**
 * What is chosen most: item rows, best first.
 *
 * @param overall among all items
 * @param byCategory among the items of each category
 */
public record Popularity(int[] overall, Map<String, int[]> byCategory) {
  public Popularity {
    byCategory = Map.copyOf(byCategory);
  }
}
