package dev.slate.serving.model;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.scope.Scope;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.registry.ModelBundle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a model each scope admits. A mask is made once a scope; afterwards only the items
 * that have changed are asked again, so that a request costs a look-up and a change is in force at
 * the next search. Thread-safe.
 */
final class ScopeMasks {
  /** More scopes than this are asked for by nobody who asks again. */
  private static final int MAX_SCOPES = 256;

  private final ModelBundle bundle;
  private final List<CatalogItem> items;
  private final ToIntFunction<CatalogItem> rowOf;
  private final ItemCatalog catalog;
  private final Map<Scope, Kept> masks = new ConcurrentHashMap<>();

  /**
   * @param version of the catalogue's facts, read before them
   */
  private record Kept(long version, RowMask mask) {}

  /**
   * @param items by row
   * @param rowOf -1 for what the model does not know
   */
  ScopeMasks(
      ModelBundle bundle,
      List<CatalogItem> items,
      ToIntFunction<CatalogItem> rowOf,
      ItemCatalog catalog) {
    this.bundle = bundle;
    this.items = items;
    this.rowOf = rowOf;
    this.catalog = catalog;
  }

  RowMask of(Scope scope, long nowMs) {
    if (!scope.include().isEmpty()) {
      return included(scope, nowMs);
    }
    long version = catalog.factsVersion();
    Kept kept = masks.get(scope);
    if (kept != null && kept.version == version) {
      return kept.mask;
    }
    RowMask mask = made(scope, nowMs, kept);
    if (masks.size() >= MAX_SCOPES) {
      masks.clear();
    }
    masks.put(scope, new Kept(version, mask));
    return mask;
  }

  private RowMask made(Scope scope, long nowMs, @Nullable Kept kept) {
    List<CatalogItem> changed = kept == null ? null : catalog.changedSince(kept.version);
    if (kept == null || changed == null) {
      return RowMask.of(items.size(), row -> scope.admits(items.get(row), nowMs));
    }
    int[] rows = changed.stream().mapToInt(rowOf).filter(row -> row >= 0).toArray();
    return rows.length == 0
        ? kept.mask
        : kept.mask.with(rows, row -> scope.admits(items.get(row), nowMs));
  }

  /** A scope that names its items: few, and of one request only. */
  private RowMask included(Scope scope, long nowMs) {
    int[] rows =
        scope.include().stream()
            .mapToInt(bundle.items()::indexOf)
            .filter(row -> row >= 0)
            .toArray();
    return RowMask.none(items.size()).with(rows, row -> scope.admits(items.get(row), nowMs));
  }
}
