package dev.slate.serving.retrieve;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FrozenState;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemActivity;
import java.util.List;

/**
 * Reads ahead what the stages behind retrieval read of every candidate. The objects of some hundred
 * items are scattered over all memory, and each is found through another: item by item a request
 * would wait a thousand times. Here one level is read of all items before the next, in loops so
 * short that the processor waits for many at once. Thread-safe.
 */
final class Prefetch {
  /** Keeps the reads from being optimised away; its value means nothing. */
  static double sink;

  private Prefetch() {}

  static void of(List<Candidate> candidates) {
    int n = candidates.size();
    Item[] facts = new Item[n];
    ItemActivity[] activities = new ItemActivity[n];
    FeatureRow[] rows = new FeatureRow[n];
    for (int i = 0; i < n; i++) {
      CatalogItem item = candidates.get(i).item();
      facts[i] = item.facts();
      activities[i] = item.activity();
      rows[i] = item.longterm();
    }
    FrozenState[] states = new FrozenState[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      states[i] = activities[i].state();
      sum += facts[i] == null ? 0 : facts[i].createdMs();
      sum += rows[i] == null ? 0 : rows[i].eventTimeMs();
    }
    for (int i = 0; i < n; i++) {
      sum += states[i] == null ? 0 : states[i].newestEventTimeMs();
      sum += facts[i] == null ? 0 : facts[i].categories().size();
      sum += rows[i] == null ? 0 : rows[i].values().length;
    }
    for (int i = 0; i < n; i++) {
      sum += states[i] == null ? 0 : states[i].touch();
    }
    sink = sum;
  }
}
