package dev.slate.featurestore.offline.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;

import dev.slate.featurestore.audit.AuditReport;
import dev.slate.featurestore.audit.AuditTally;
import dev.slate.featurestore.audit.ServedScores;
import dev.slate.featurestore.offline.IngestedOffsets;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeTable;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Is what we served what we would train on? Computes every served vector of {@link
 * LakeTable#SERVED_FEATURES} again from {@link LakeTable#EVENTS} and compares the bits.
 *
 * <p>A user's state is the fold of the user's events before the offset that the request read; an
 * item's state the fold of the accepted events before the offsets that its version names; a batch
 * row is computed again from the version of the table that its materialisation read. What the lake
 * cannot tell is not judged, and counted so. Three sorts, no entity's events in memory at once.
 */
public record ServedAudit(Lake lake, ServedScores models) {

  /** Judges the requests served from a time on. */
  public AuditReport run(long sinceMs, long nowMs) {
    Dataset<Row> served =
        lake.read(LakeTable.SERVED_FEATURES)
            .filter(col("timeMs").geq(sinceMs))
            .select(
                shiftleft(col("partition").cast(DataTypes.LongType), 48)
                    .plus(col("offset"))
                    .as("request"),
                col("payload"))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      AuditTally total = new AuditTally();
      judge(served).forEach(total::add);
      return total.report(nowMs, sinceMs);
    } finally {
      lake.spark().catalog().clearCache();
    }
  }

  private Iterable<AuditTally> judge(Dataset<Row> served) {
    Questions questions = new Questions(IngestedOffsets.of(lake, LakeTable.EVENTS), erasedItems());
    Dataset<Row> users = users(served, questions);
    BatchRows batchRows = new BatchRows(lake);
    Optional<Dataset<Row>> rows = batchRows.answers(served);
    Dataset<Row> pieces =
        piece(served, Rows.SERVED, col("payload"))
            .union(piece(users.filter(col("eventId").isNull()), Rows.USER_STATE, col("version")))
            .union(items(served, users.filter(col("eventId").isNotNull()), questions));
    Judge judge = new Judge(models, questions, new TreeSet<>(batchRows.known()));
    return rows.map(pieces::union)
        .orElse(pieces)
        .repartition(col("request"))
        .sortWithinPartitions("request", "part", "candidate")
        .toJavaRDD()
        .mapPartitions(judge::judge)
        .collect();
  }

  private Set<String> erasedItems() {
    Set<String> items = new TreeSet<>();
    for (Row row : lake.read(LakeTable.ERASED_ITEMS).select("itemId").collectAsList()) {
      items.add(row.getString(0));
    }
    return items;
  }

  /** Along the users: answers, and the events that counted. */
  private Dataset<Row> users(Dataset<Row> served, Questions questions) {
    FlatMapFunction<Row, Row> ask = questions::ofUser;
    MapPartitionsFunction<Row, Row> walk = UserWalk::new;
    return events()
        .union(served.flatMap(ask, Encoders.row(Rows.LINE)))
        .repartition(col("userId"))
        .sortWithinPartitions(
            col("userId"), col("partition"), col("offset"), col("eventId").asc_nulls_first())
        .mapPartitions(walk, Encoders.row(Rows.LINE))
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private Dataset<Row> items(Dataset<Row> served, Dataset<Row> accepted, Questions questions) {
    FlatMapFunction<Row, Row> ask = questions::ofItems;
    MapPartitionsFunction<Row, Row> versions = VersionWalk::new;
    MapPartitionsFunction<Row, Row> walk = ItemWalk::new;
    return accepted
        .union(served.flatMap(ask, Encoders.row(Rows.LINE)))
        .repartition(col("itemId"))
        .sortWithinPartitions(col("itemId"), col("eventId").asc_nulls_first())
        .mapPartitions(versions, Encoders.row(Rows.LINE))
        .repartition(col("itemId"))
        .sortWithinPartitions(
            col("itemId"), col("chain"), col("link"), col("eventId").asc_nulls_last())
        .mapPartitions(walk, Encoders.row(Rows.PIECE));
  }

  private Dataset<Row> events() {
    return lake.read(LakeTable.EVENTS)
        .select(
            col("userId"),
            col("itemId"),
            col("partition"),
            col("offset"),
            col("eventTimeMs").as("timeMs"),
            col("eventId"),
            col("kind"),
            col("value"),
            none("request"),
            none("candidate"),
            none("version"),
            none("chain"),
            none("link"));
  }

  private static Column none(String name) {
    return lit(null).cast(Rows.LINE.apply(name).dataType()).as(name);
  }

  private static Dataset<Row> piece(Dataset<Row> rows, int part, Column bytes) {
    return rows.select(
        col("request"),
        lit(part).as("part"),
        lit(0).as("candidate"),
        bytes.as("bytes"),
        lit(null).cast(DataTypes.createArrayType(DataTypes.FloatType)).as("values"));
  }
}
