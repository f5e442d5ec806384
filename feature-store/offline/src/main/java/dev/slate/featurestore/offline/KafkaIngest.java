package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import dev.slate.featurestore.admission.EventRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Appends what is new in a log topic ({@code events}, {@code exposures}) to its table, each record
 * once: what {@link EventRules} admit, without canaries. A record of {@code events} with a key and
 * no value erases that user ({@link UserEraser}).
 *
 * <p>Offsets are read from the table's own commits ({@link IngestCommit}), so a crash at any point
 * leaves either all rows of an ingest or none, and the next ingest goes on from there. Records that
 * do not decode go to {@link LakeTable#QUARANTINE} first, once by topic, partition and offset, so
 * that repeating an ingest repeats none of them.
 */
public final class KafkaIngest {
  // Records of one task: small enough that two cores share the work, large enough to be worth one.
  private static final long RECORDS_PER_TASK = 200_000;

  private final Lake lake;
  private final KafkaLog log;
  private final Duration maxLateness;

  /**
   * @param maxLateness as {@code stream.max-lateness-days}: the lake keeps what the stream folds
   */
  public KafkaIngest(Lake lake, KafkaLog log, Duration maxLateness) {
    this.lake = lake;
    this.log = log;
    this.maxLateness = maxLateness;
  }

  /** Brings {@link LakeTable#EVENTS} up to the end of its topic as of now. */
  public IngestReport events() {
    return ingest(LogTopic.EVENTS);
  }

  /** Brings {@link LakeTable#EXPOSURES} up to the end of its topic as of now. */
  public IngestReport exposures() {
    return ingest(LogTopic.EXPOSURES);
  }

  /** Brings {@link LakeTable#SERVED_FEATURES} up to the end of its topic as of now. */
  public IngestReport servedFeatures() {
    return ingest(LogTopic.SERVED_FEATURES);
  }

  private IngestReport ingest(LogTopic source) {
    IngestCommit before = IngestCommit.newestOf(lake, source.table());
    List<KafkaRange> ranges = log.behind(source.topic(), before.offsets());
    if (ranges.stream().allMatch(range -> range.size() == 0)) {
      return IngestReport.nothingNew(source.topic());
    }
    Dataset<Row> decoded = read(source, ranges).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<String, Erasure> erased = Rejectable.erasures(decoded);
      if (!erased.isEmpty()) {
        new UserEraser(lake).erase(erased);
      }
      Dataset<Row> kept = source.without(Erasures.of(lake), decoded);
      IngestReport report = report(source, kept, erased.size());
      if (report.rejected() > 0) {
        new Quarantine(lake).add(Rejectable.rejected(source.topic(), kept));
      }
      append(source.table(), kept, before.next(ranges));
      return report;
    } finally {
      decoded.unpersist();
    }
  }

  /** Rows of the table, or what was rejected and why: {@code reason} tells which. */
  private Dataset<Row> read(LogTopic source, List<KafkaRange> ranges) {
    List<KafkaRange> tasks = new ArrayList<>();
    for (KafkaRange range : ranges) {
      for (long from = range.from(); from < range.until(); from += RECORDS_PER_TASK) {
        long until = Math.min(range.until(), from + RECORDS_PER_TASK);
        tasks.add(new KafkaRange(range.topic(), range.partition(), from, until));
      }
    }
    KafkaLog kafka = log;
    LakeTable table = source.table();
    RecordDecoder decoder = source.decoder(new EventRules(ranges.size(), maxLateness));
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(lake.spark().sparkContext())
            .parallelize(tasks, tasks.size())
            .flatMap(range -> kafka.read(range).map(r -> Rejectable.decode(r, decoder, table)))
            .filter(row -> row != null);
    return lake.spark().createDataFrame(rows, Rejectable.schema(table));
  }

  private static IngestReport report(LogTopic source, Dataset<Row> decoded, long erased) {
    Row row =
        decoded
            .agg(
                count(when(Rejectable.ACCEPTED, 1)),
                count(when(Rejectable.REJECTED, 1)),
                max(col(source.timeColumn())).cast(DataTypes.LongType))
            .first();
    return new IngestReport(
        source.topic(),
        row.getLong(0),
        row.getLong(1),
        erased,
        row.isNullAt(2) ? 0 : row.getLong(2));
  }

  private void append(LakeTable table, Dataset<Row> decoded, IngestCommit commit) {
    Column[] layout = table.partitionedBy().stream().map(c -> col(c)).toArray(Column[]::new);
    Rejectable.accepted(table, decoded)
        .repartition(layout)
        .sortWithinPartitions("month", "date")
        .write()
        .format("delta")
        .mode(SaveMode.Append)
        .partitionBy(table.partitionedBy().toArray(String[]::new))
        .option("txnAppId", "ingest-" + table.directory())
        .option("txnVersion", commit.sequence())
        .option("userMetadata", commit.encode())
        .save(lake.path(table));
    if (!IngestCommit.newestOf(lake, table).equals(commit)) {
      throw new IllegalStateException(
          table.directory()
              + ": another ingest was faster (expected: one at a time); nothing was added by this one");
    }
  }
}
