package dev.slate.serving.retrieve;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.scope.Scope;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.neighbors.ItemNeighbors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Items like one item: first those chosen together with it, then the nearest by the item tower,
 * then what is popular in its categories. Never the item itself.
 */
public final class SimilarItems {
  private final Supplier<@Nullable ServedModel> models;
  private final Supplier<ItemLists> lists;

  public SimilarItems(Supplier<@Nullable ServedModel> models, Supplier<ItemLists> lists) {
    this.models = models;
    this.lists = lists;
  }

  /**
   * What was found.
   *
   * @param model the version that was asked, null if there is none
   */
  public record Result(@Nullable String model, List<Candidate> items) {}

  /**
   * At most {@code count} within a scope, best first.
   *
   * @param nowMs for the life dates of items
   * @param exclude ids that are not wanted
   */
  public Result to(CatalogItem item, int count, Scope scope, long nowMs, Set<String> exclude) {
    Predicate<CatalogItem> accept =
        other -> other != item && scope.admits(other, nowMs) && !exclude.contains(other.id());
    Map<CatalogItem, Candidate> found = new LinkedHashMap<>();
    ServedModel model = models.get();
    if (model != null) {
      addNeighbors(model, item, accept, found);
      RowMask mask = model.maskOf(scope, nowMs);
      addNearest(model, item, count + 1 + exclude.size(), mask, accept, found);
    }
    Item facts = item.facts();
    if (facts != null && found.size() < count) {
      for (String category : facts.categories()) {
        addPopular(category, count, accept, found);
      }
    }
    return new Result(
        model == null ? null : model.version(), found.values().stream().limit(count).toList());
  }

  private static void addNeighbors(
      ServedModel model,
      CatalogItem item,
      Predicate<CatalogItem> accept,
      Map<CatalogItem, Candidate> found) {
    int row = model.rowOf(item);
    ItemNeighbors neighbors = model.bundle().neighbors();
    for (int at = row * neighbors.k(); row >= 0 && at < (row + 1) * neighbors.k(); at++) {
      if (neighbors.neighbors()[at] >= 0) {
        CatalogItem neighbor = model.item(neighbors.neighbors()[at]);
        if (accept.test(neighbor)) {
          add(found, neighbor, "item-to-item", neighbors.similarities()[at]);
        }
      }
    }
  }

  private static void addNearest(
      ServedModel model,
      CatalogItem item,
      int count,
      RowMask mask,
      Predicate<CatalogItem> accept,
      Map<CatalogItem, Candidate> found) {
    Hits hits = model.bundle().towerIndex().search(model.vectorOf(item), count, mask);
    for (int i = 0; i < hits.size(); i++) {
      CatalogItem other = model.item(hits.items()[i]);
      if (accept.test(other)) {
        add(found, other, "two-tower", hits.scores()[i]);
      }
    }
  }

  private void addPopular(
      String category,
      int count,
      Predicate<CatalogItem> accept,
      Map<CatalogItem, Candidate> found) {
    List<CatalogItem> popular = lists.get().popularIn(category);
    int taken = 0;
    for (int i = 0; i < popular.size() && taken < count; i++) {
      if (accept.test(popular.get(i))) {
        add(found, popular.get(i), "popular", 1f / (1 + i));
        taken++;
      }
    }
  }

  private static void add(
      Map<CatalogItem, Candidate> found, CatalogItem other, String source, float score) {
    found
        .computeIfAbsent(other, o -> new Candidate(o, new ArrayList<>(3)))
        .origins()
        .add(new Candidate.Origin(source, found.size() - 1, score));
  }
}
