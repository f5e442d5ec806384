package dev.slate.serving.http;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.serving.catalog.ItemCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Features by name with their status and age, for people. */
final class FeatureValues {
  private final ItemCatalog catalog;

  FeatureValues(ItemCatalog catalog) {
    this.catalog = catalog;
  }

  /** A feature; the value is null if there is none, the age if there is no row. */
  record NamedValue(String name, @Nullable Float value, String status, @Nullable Long ageMs) {}

  record HistoryItem(
      String itemId,
      String title,
      String kind,
      @Nullable Float value,
      long eventTimeMs,
      long ageMs) {}

  List<NamedValue> ofState(EntityState state, long nowMs) {
    float[] values = new float[state.view().scalars().size()];
    state.values(nowMs, values, 0);
    return state.isEmpty()
        ? named(state.view(), values, FeatureStatus.NOT_FOUND, null)
        : named(state.view(), values, FeatureStatus.PRESENT, nowMs - state.newestEventTimeMs());
  }

  List<NamedValue> ofRow(FeatureView view, @Nullable PackedRow row, long nowMs) {
    float[] none = new float[view.scalars().size()];
    Arrays.fill(none, Float.NaN);
    return named(
        view,
        row == null ? none : row.values(),
        status(view, row, nowMs),
        row == null ? null : nowMs - row.eventTimeMs());
  }

  static FeatureStatus status(FeatureView view, @Nullable PackedRow row, long nowMs) {
    if (row == null) {
      return FeatureStatus.NOT_FOUND;
    }
    return nowMs - row.eventTimeMs() > view.ttl().toMillis()
        ? FeatureStatus.OUTSIDE_MAX_AGE
        : FeatureStatus.PRESENT;
  }

  private static List<NamedValue> named(
      FeatureView view, float[] values, FeatureStatus status, @Nullable Long ageMs) {
    List<NamedValue> named = new ArrayList<>(values.length);
    List<String> names = view.scalarNames();
    for (int i = 0; i < values.length; i++) {
      FeatureStatus own =
          status == FeatureStatus.PRESENT && Float.isNaN(values[i])
              ? FeatureStatus.NULL_VALUE
              : status;
      named.add(
          new NamedValue(
              names.get(i), finite(values[i]), own.name().toLowerCase(Locale.ROOT), ageMs));
    }
    return named;
  }

  List<HistoryItem> history(List<RecentItem> newestFirst, long nowMs) {
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
  static @Nullable Float finite(float value) {
    return Float.isFinite(value) ? value : null;
  }
}
