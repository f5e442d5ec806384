package dev.slate.training.spark;

import dev.slate.data.catalog.Item;
import dev.slate.training.model.registry.Popularity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Orders items by how many users chose them; ties by row. Items that nobody chose are left out. */
final class PopularityCounter {
  private PopularityCounter() {}

  /**
   * @param counts users who chose each item
   * @param facts of the same rows
   */
  static Popularity of(int[] counts, List<Item> facts) {
    int[] overall =
        IntStream.range(0, counts.length)
            .filter(item -> counts[item] > 0)
            .boxed()
            .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    Map<String, IntStream.Builder> byCategory = new HashMap<>();
    for (int item : overall) {
      for (String category : facts.get(item).categories()) {
        byCategory.computeIfAbsent(category, c -> IntStream.builder()).add(item);
      }
    }
    Map<String, int[]> rows = new HashMap<>();
    byCategory.forEach((category, items) -> rows.put(category, items.build().toArray()));
    return new Popularity(overall, rows);
  }
}
