package dev.slate.featurestore.server;

import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.online.feast.FeastValue;
import dev.slate.featurestore.store.Degradation;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.HistoryPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the lists that a history is shown as. */
record HistoryColumn(
    List<FeatureRow> rows,
    HistoryPart part,
    @Nullable Degradation degradation,
    EventTimes eventTimes)
    implements FeatureColumn {

  @Override
  public FeatureStatus status(int row) {
    return rows.get(row).status();
  }

  @Override
  public byte[] value(int row) {
    var history = rows.get(row).history();
    if (!FeatureColumn.isShown(status(row))) {
      return FeastValue.NULL;
    }
    return switch (part) {
      case ITEMS -> FeastValue.strings(history.stream().map(i -> i.itemId()).toList());
      case KINDS -> FeastValue.strings(history.stream().map(i -> i.kind().wireName()).toList());
      case TIMES -> FeastValue.int64s(history.stream().mapToLong(i -> i.eventTimeMs()).toArray());
      case EVENT_IDS -> FeastValue.strings(history.stream().map(i -> i.eventId()).toList());
      case VALUES -> {
        float[] values = new float[history.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = history.get(i).value();
        }
        yield FeastValue.floats(values);
      }
    };
  }
}
