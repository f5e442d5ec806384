package dev.slate.featurestore.assemble;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.state.RecentItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The share of each category in a user's recent history. */
public final class CategoryProfile {
  private final Map<String, Float> shares;

  private CategoryProfile(Map<String, Float> shares) {
    this.shares = shares;
  }

  /**
   * @param history newest first
   * @param items finds an item by id, null if it is not in the catalogue
   */
  public static CategoryProfile of(
      List<RecentItem> history, Function<String, @Nullable Item> items) {
    Map<String, Integer> counts = new HashMap<>();
    int total = 0;
    for (RecentItem recent : history) {
      Item item = items.apply(recent.itemId());
      if (item != null) {
        for (String category : item.categories()) {
          counts.merge(category, 1, Integer::sum);
          total++;
        }
      }
    }
    Map<String, Float> shares = new HashMap<>();
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      shares.put(count.getKey(), (float) count.getValue() / total);
    }
    return new CategoryProfile(shares);
  }

  /** Of known shares, which sum to 1. */
  public static CategoryProfile ofShares(Map<String, Float> shares) {
    return new CategoryProfile(Map.copyOf(shares));
  }

  /** Mean share of the item's categories, 0 for an item without any. */
  public float affinity(Item item) {
    List<String> categories = item.categories();
    if (categories.isEmpty()) {
      return 0;
    }
    float sum = 0;
    for (int i = 0; i < categories.size(); i++) {
      Float share = shares.get(categories.get(i));
      sum += share == null ? 0 : share;
    }
    return sum / categories.size();
  }

  /** Shares by category. */
  public Map<String, Float> shares() {
    return Map.copyOf(shares);
  }
}
