package dev.slate.serving.explain;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FrozenState;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.retrieve.Retriever;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The candidates of a logged request as they were then, apart from the catalogue of today. */
final class RecordedItems {
  private final Map<String, CatalogItem> byId = new HashMap<>();
  private final Map<String, TraceRecord.Logged> logged = new HashMap<>();
  private final Map<String, List<Place>> bySource = new HashMap<>();

  private record Place(int rank, Retriever.Found found) {}

  RecordedItems(TraceRecord record, FeatureCatalog features, ItemCatalog catalog) {
    for (TraceRecord.Logged one : record.candidates()) {
      CatalogItem item = item(one, features, catalog.intern(one.id()));
      byId.put(one.id(), item);
      logged.put(one.id(), one);
      one.origins()
          .forEach(
              origin ->
                  bySource
                      .computeIfAbsent(origin.source(), name -> new ArrayList<>())
                      .add(new Place(origin.rank(), new Retriever.Found(item, origin.score()))));
    }
  }

  private static CatalogItem item(
      TraceRecord.Logged one, FeatureCatalog features, CatalogItem today) {
    TraceRecord.Row row = one.longterm();
    byte[] state = one.state();
    FeatureRow longterm = row == null ? null : row.in(features.itemLongterm(), List.of());
    return today.recorded(
        one.facts(),
        state == null ? null : FrozenState.decode(features.itemActivity(), state),
        longterm);
  }

  /** What a source found, best first. */
  List<Retriever.Found> foundBy(String source) {
    return bySource.getOrDefault(source, List.of()).stream()
        .sorted(Comparator.comparingInt(Place::rank))
        .map(Place::found)
        .toList();
  }

  /** What the slate was filled up with, in its order: no source found it, or a filter gave way. */
  List<CatalogItem> filled(TraceRecord record) {
    List<CatalogItem> filled = new ArrayList<>();
    for (TraceRecord.Shown shown : record.items()) {
      TraceRecord.Logged one = logged.get(shown.id());
      CatalogItem item = byId.get(shown.id());
      if (one != null && item != null && (one.origins().isEmpty() || one.filter() != null)) {
        filled.add(item);
      }
    }
    return filled;
  }

  /** The recorded one of an id, else the one of today. */
  CatalogItem replace(CatalogItem today) {
    return byId.getOrDefault(today.id(), today);
  }

  /** Null if the item was no candidate. */
  @Nullable CatalogItem find(String id) {
    return byId.get(id);
  }

  /** What the record says of a candidate; null if the item was none. */
  TraceRecord.@Nullable Logged logged(CatalogItem item) {
    return byId.get(item.id()) == item ? logged.get(item.id()) : null;
  }
}
