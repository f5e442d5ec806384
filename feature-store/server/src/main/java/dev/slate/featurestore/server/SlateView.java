package dev.slate.featurestore.server;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.ListFeature;
import dev.slate.featurestore.feature.ScalarFeature;
import dev.slate.featurestore.online.feast.JoinKey;
import dev.slate.featurestore.online.feast.KeyType;
import dev.slate.featurestore.store.Degradation;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.HistoryPart;
import dev.slate.featurestore.store.ValueReader.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A view of Slate's own catalogue: its scalars as floats, its history as parallel lists. */
final class SlateView implements ServedView {
  private final FeatureView view;
  private final FeatureReader reader;
  private final Map<String, Column> columns = new LinkedHashMap<>();

  SlateView(FeatureView view, FeatureReader reader) {
    this.view = view;
    this.reader = reader;
    for (Feature<?> feature : view.features()) {
      if (feature instanceof ScalarFeature<?> scalar) {
        columns.put(feature.name(), new Column(feature, view.scalars().indexOf(scalar), null));
      } else if (feature instanceof ListFeature<?>) {
        for (HistoryPart part : HistoryPart.values()) {
          columns.put(part.of(feature.name()), new Column(feature, -1, part));
        }
      }
    }
  }

  /** A scalar by its number, or a part of the history. */
  private record Column(Feature<?> feature, int scalar, @Nullable HistoryPart part) {}

  @Override
  public String name() {
    return view.name();
  }

  @Override
  public List<JoinKey> joinKeys() {
    return List.of(new JoinKey(view.entity().joinKey(), KeyType.STRING));
  }

  @Override
  public List<String> features() {
    return List.copyOf(columns.keySet());
  }

  @Override
  public CompletionStage<Function<String, FeatureColumn>> read(
      List<List<Object>> keys, List<String> features, long nowMs) {
    List<Key> wanted = new ArrayList<>(keys.size());
    keys.forEach(key -> wanted.add(new Key(view, (String) key.get(0))));
    return reader.read(wanted, nowMs).thenApply(rows -> columns(rows, nowMs));
  }

  private Function<String, FeatureColumn> columns(List<FeatureRow> rows, long nowMs) {
    List<Instant> times = new ArrayList<>(rows.size());
    rows.forEach(row -> times.add(Instant.ofEpochMilli(row.eventTimeMs())));
    EventTimes eventTimes = EventTimes.of(times);
    return name -> {
      Column column = Objects.requireNonNull(columns.get(name), name);
      Degradation degradation = degradation(rows, column.feature);
      return column.part == null
          ? new ScalarColumn(rows, column.scalar, degradation, nowMs, eventTimes)
          : new HistoryColumn(rows, column.part, degradation, eventTimes);
    };
  }

  private static @Nullable Degradation degradation(List<FeatureRow> rows, Feature<?> feature) {
    for (FeatureRow row : rows) {
      Degradation degradation = row.degradation(feature);
      if (degradation != null) {
        return degradation;
      }
    }
    return null;
  }
}
