package dev.slate.featurestore.server;

import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.online.feast.FeastValue;
import dev.slate.featurestore.online.feast.ProtoWriter;
import dev.slate.featurestore.store.Degradation;
import dev.slate.featurestore.store.FeatureRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One scalar of a view.
 *
 * @param scalar its number in the view
 */
record ScalarColumn(
    List<FeatureRow> rows,
    int scalar,
    @Nullable Degradation degradation,
    long nowMs,
    EventTimes eventTimes)
    implements FeatureColumn {
  private static final int FLOAT_FIELD = 0x35;

  @Override
  public FeatureStatus status(int row) {
    return rows.get(row).statusAt(scalar, nowMs);
  }

  @Override
  public byte[] value(int row) {
    return FeatureColumn.isShown(status(row))
        ? FeastValue.nullableFloat(rows.get(row).values()[scalar])
        : FeastValue.NULL;
  }

  @Override
  public void appendValues(int count, ProtoWriter out) {
    for (int i = 0; i < count; i++) {
      FeatureRow row = rows.get(i);
      float value = row.values()[scalar];
      out.one(0x0a);
      if (row.status() == FeatureStatus.NOT_FOUND || Float.isNaN(value)) {
        out.one(0);
      } else {
        out.one(5).one(FLOAT_FIELD).fixed32(Float.floatToRawIntBits(value));
      }
    }
  }
}
