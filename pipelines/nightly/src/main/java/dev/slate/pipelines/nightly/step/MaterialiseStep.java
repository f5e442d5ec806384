package dev.slate.pipelines.nightly.step;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.offline.BatchViews;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeTable;
import dev.slate.featurestore.offline.Materialisations;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.PackedRowWriter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Writes the rows of every batch view to the online store; may be repeated.
 *
 * @param asOfMs the time that the rows hold for
 */
public record MaterialiseStep(Lake lake, PackedRowWriter writer, long asOfMs) {
  private static final int ROWS = 5_000;

  /**
   * @return rows by view
   */
  public Map<String, Long> run() {
    FeatureCatalog catalog = FeatureCatalog.standard();
    long fingerprint = PackedRow.shortFingerprint(catalog.fingerprint());
    long version = lake.version(LakeTable.EVENTS);
    Materialisations book = new Materialisations(lake);
    Map<String, Long> written = new HashMap<>();
    for (FeatureView view : catalog.views()) {
      if (view.source() == FeatureView.Source.BATCH) {
        Materialisations.Entry entry =
            new Materialisations.Entry(view.name(), asOfMs, version, null, catalog.fingerprint());
        book.write(entry);
        long rows = write(view, version, fingerprint);
        book.write(entry.completed(rows));
        written.put(view.name(), rows);
      }
    }
    return written;
  }

  private long write(FeatureView view, long version, long fingerprint) {
    Iterator<Row> rows =
        BatchViews.of(lake.read(LakeTable.EVENTS, version), view, asOfMs).toLocalIterator();
    Map<String, PackedRow> chunk = new HashMap<>();
    long count = 0;
    long newestMs = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      chunk.put(row.getString(0), new PackedRow(fingerprint, asOfMs, floats(row.getList(1))));
      newestMs = Math.max(newestMs, row.getLong(2));
      count++;
      if (chunk.size() == ROWS) {
        writer.write(view, chunk);
        chunk = new HashMap<>();
      }
    }
    writer.write(view, chunk);
    writer.publish(view, newestMs);
    return count;
  }

  private static float[] floats(List<Float> boxed) {
    float[] values = new float[boxed.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = boxed.get(i);
    }
    return values;
  }

  public static String detail(Map<String, Long> written) {
    long rows = written.values().stream().mapToLong(Long::longValue).sum();
    return String.format(Locale.ROOT, "%,d rows of %d views", rows, written.size());
  }
}
