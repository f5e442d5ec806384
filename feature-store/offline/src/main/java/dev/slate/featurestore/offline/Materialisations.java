package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.jspecify.annotations.Nullable;

/**
 * The book of {@link LakeTable#MATERIALISATIONS}: from what the values of a batch view were
 * computed, so that anybody can compute them again.
 *
 * <p>An entry is made before the first row is written and completed behind the last one, so no row
 * that anybody can read is without its entry.
 */
public record Materialisations(Lake lake) {

  /**
   * One materialisation of one view.
   *
   * @param asOfMs the time that the rows hold for; also the event time of each row
   * @param eventsVersion of {@link LakeTable#EVENTS}
   * @param rows written, null while they are being written
   * @param fingerprint of the catalogue, as in manifests
   */
  public record Entry(
      String view, long asOfMs, long eventsVersion, @Nullable Long rows, String fingerprint) {

    /** The same, complete. */
    public Entry completed(long written) {
      return new Entry(view, asOfMs, eventsVersion, written, fingerprint);
    }

    private static Entry of(Row row) {
      return new Entry(
          row.getString(0),
          row.getLong(1),
          row.getLong(2),
          row.isNullAt(3) ? null : row.getLong(3),
          row.getString(4));
    }
  }

  /** Writes an entry in place of the one of the same view and time; may be repeated. */
  public void write(Entry entry) {
    Row row =
        RowFactory.create(
            entry.view(), entry.asOfMs(), entry.eventsVersion(), entry.rows(), entry.fingerprint());
    LakeTable table = LakeTable.MATERIALISATIONS;
    lake.spark()
        .createDataFrame(List.of(row), table.schema())
        .coalesce(1)
        .write()
        .format("delta")
        .mode(SaveMode.Overwrite)
        .option("replaceWhere", "view = '" + entry.view() + "' AND asOfMs = " + entry.asOfMs())
        .save(lake.path(table));
  }

  /** The entry of a view whose rows carry this event time. */
  public Optional<Entry> of(String view, long asOfMs) {
    return first(entries(view).filter(col("asOfMs").equalTo(asOfMs)));
  }

  /** The newest entry of a view, complete or not. */
  public Optional<Entry> newest(String view) {
    Dataset<Row> entries = entries(view);
    Row newest = entries.agg(max("asOfMs")).first();
    return newest.isNullAt(0) ? Optional.empty() : of(view, newest.getLong(0));
  }

  private Dataset<Row> entries(String view) {
    return lake.read(LakeTable.MATERIALISATIONS).filter(col("view").equalTo(view));
  }

  private static Optional<Entry> first(Dataset<Row> entries) {
    return entries
        .select("view", "asOfMs", "eventsVersion", "rows", "fingerprint")
        .takeAsList(1)
        .stream()
        .findFirst()
        .map(Entry::of);
  }
}
