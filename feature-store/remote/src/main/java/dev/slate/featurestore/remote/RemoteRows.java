package dev.slate.featurestore.remote;

import com.google.protobuf.Timestamp;
import dev.feast.Row;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.ListFeature;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.HistoryPart;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.types.ValueProto.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Turns the columns of an answer back into rows. */
final class RemoteRows {
  private RemoteRows() {}

  /** All references of a view. */
  static List<String> references(FeatureView view) {
    List<String> references = new ArrayList<>(view.scalarNames());
    for (Feature<?> feature : view.features()) {
      if (feature instanceof ListFeature<?>) {
        for (HistoryPart part : HistoryPart.values()) {
          references.add(view.name() + ":" + part.of(feature.name()));
        }
      }
    }
    return references;
  }

  /**
   * One view's row.
   *
   * @param row as Feast's client made it
   * @param index of the row in the response, for its event time
   */
  static FeatureRow row(
      FeatureView view, Row row, GetOnlineFeaturesResponse response, int index, long nowMs) {
    List<String> references = references(view);
    FeatureStatus status = status(row, references);
    if (status == FeatureStatus.NOT_FOUND) {
      return FeatureRow.missing(view, nowMs, null);
    }
    float[] values = new float[view.scalarNames().size()];
    for (int i = 0; i < values.length; i++) {
      Value value = value(row, view.scalarNames().get(i));
      values[i] = value.getValCase() == Value.ValCase.FLOAT_VAL ? value.getFloatVal() : Float.NaN;
    }
    int column = response.getMetadata().getFeatureNames().getValList().indexOf(references.get(0));
    Timestamp time = response.getResults(column).getEventTimestamps(index);
    long eventTimeMs = time.getSeconds() * 1_000 + time.getNanos() / 1_000_000;
    return new FeatureRow(view, status, values, history(view, row), eventTimeMs, nowMs, null);
  }

  private static FeatureStatus status(Row row, List<String> references) {
    FeatureStatus worst = FeatureStatus.PRESENT;
    for (String reference : references) {
      FieldStatus status = Objects.requireNonNull(row.getStatus(reference), reference);
      if (status == FieldStatus.NOT_FOUND) {
        return FeatureStatus.NOT_FOUND;
      }
      if (status == FieldStatus.OUTSIDE_MAX_AGE) {
        worst = FeatureStatus.OUTSIDE_MAX_AGE;
      }
    }
    return worst;
  }

  private static Value value(Row row, String reference) {
    return Objects.requireNonNull(row.getFields().get(reference), reference);
  }

  private static List<RecentItem> history(FeatureView view, Row row) {
    for (Feature<?> feature : view.features()) {
      if (feature instanceof ListFeature<?>) {
        return history(view.name() + ":" + feature.name(), row);
      }
    }
    return List.of();
  }

  private static List<RecentItem> history(String reference, Row row) {
    var items = value(row, HistoryPart.ITEMS.of(reference)).getStringListVal();
    var kinds = value(row, HistoryPart.KINDS.of(reference)).getStringListVal();
    var times = value(row, HistoryPart.TIMES.of(reference)).getInt64ListVal();
    var values = value(row, HistoryPart.VALUES.of(reference)).getFloatListVal();
    var eventIds = value(row, HistoryPart.EVENT_IDS.of(reference)).getStringListVal();
    List<RecentItem> history = new ArrayList<>(items.getValCount());
    for (int i = 0; i < items.getValCount(); i++) {
      history.add(
          new RecentItem(
              items.getVal(i),
              times.getVal(i),
              EventKind.ofWireName(kinds.getVal(i)).orElseThrow(),
              values.getVal(i),
              eventIds.getVal(i)));
    }
    return history;
  }
}
