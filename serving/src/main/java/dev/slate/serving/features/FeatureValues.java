package dev.slate.serving.features;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.ListFeature;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.store.Degradation;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.catalog.ItemCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Features by name with their status and age, for people. */
public final class FeatureValues {
  private final ItemCatalog catalog;

  public FeatureValues(ItemCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * A feature.
   *
   * @param value null if there is none
   * @param ageMs null if there is no row
   * @param degraded why the value is known to be incomplete; null if nothing speaks against it
   */
  public record NamedValue(
      String name,
      @Nullable Float value,
      String status,
      @Nullable Long ageMs,
      @Nullable String degraded) {}

  public record HistoryItem(
      String itemId,
      String title,
      String kind,
      @Nullable Float value,
      long eventTimeMs,
      long ageMs) {}

  /** The scalars of a row; one that was never found has no values. */
  public List<NamedValue> of(FeatureRow row, long nowMs) {
    List<NamedValue> named = new ArrayList<>(row.values().length);
    List<String> names = row.view().scalarNames();
    Long ageMs = row.status() == FeatureStatus.NOT_FOUND ? null : nowMs - row.eventTimeMs();
    for (int i = 0; i < names.size(); i++) {
      named.add(
          new NamedValue(
              names.get(i),
              finite(row.values()[i]),
              row.statusAt(i, nowMs).name().toLowerCase(Locale.ROOT),
              ageMs,
              degraded(row, row.view().scalars().get(i))));
    }
    return named;
  }

  /** Why the value of a feature is known to be incomplete; null if nothing speaks against it. */
  public static @Nullable String degraded(FeatureRow row, Feature<?> feature) {
    Degradation reason = row.degradation(feature);
    return reason == null ? null : reason.name().toLowerCase(Locale.ROOT);
  }

  /** The same of the first list feature of the view; null as well if the view has none. */
  public static @Nullable String historyDegraded(FeatureRow row) {
    return row.view().features().stream()
        .filter(ListFeature.class::isInstance)
        .findFirst()
        .map(feature -> degraded(row, feature))
        .orElse(null);
  }

  public List<HistoryItem> history(List<RecentItem> newestFirst, long nowMs) {
    return newestFirst.stream().map(item -> historyItem(item, nowMs)).toList();
  }

  private HistoryItem historyItem(RecentItem item, long nowMs) {
    Item facts = catalog.facts(item.itemId());
    return new HistoryItem(
        item.itemId(),
        facts == null ? "" : facts.title(),
        item.kind().wireName(),
        finite(item.value()),
        item.eventTimeMs(),
        nowMs - item.eventTimeMs());
  }

  /** JSON has no NaN. */
  public static @Nullable Float finite(float value) {
    return Float.isFinite(value) ? value : null;
  }
}
