package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.Entity;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Events and questions about the past on one line of time.
 *
 * <p>A row with an {@code eventId} is an event; a row without asks for the state before its time.
 * Sorted by entity, time and event id, nulls first, a question stands behind every earlier event
 * and before those of its own millisecond: that is what strictly before means. Spark sorts on disk
 * where it must, so one entity may have more events than fit into memory.
 */
final class Timeline {
  static final StructType SCHEMA =
      new StructType()
          .add("userId", DataTypes.StringType)
          .add("itemId", DataTypes.StringType)
          .add("timeMs", DataTypes.LongType)
          .add("eventId", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("value", DataTypes.DoubleType)
          .add("rowId", DataTypes.LongType)
          .add("user", DataTypes.createArrayType(DataTypes.FloatType));

  private static final int TASKS_PER_CORE = 8;
  private static final int MIN_TASKS = 200;

  static final int USER_ID = 0;
  static final int ITEM_ID = 1;
  static final int TIME_MS = 2;
  static final int EVENT_ID = 3;
  static final int KIND = 4;
  static final int VALUE = 5;
  static final int ROW_ID = 6;
  static final int USER = 7;

  private Timeline() {}

  /** The events of {@link LakeTable#EVENTS}. */
  static Dataset<Row> ofEvents(Dataset<Row> events) {
    return ofEvents(events, none("rowId"));
  }

  /** The same, with the offset in the place of {@code rowId}. */
  static Dataset<Row> ofLog(Dataset<Row> events) {
    return ofEvents(events, col("offset"));
  }

  private static Dataset<Row> ofEvents(Dataset<Row> events, Column rowId) {
    return events.select(
        col("userId"),
        col("itemId"),
        col("eventTimeMs").as("timeMs"),
        col("eventId"),
        col("kind"),
        col("value"),
        rowId.as("rowId"),
        none("user"));
  }

  /** The questions of a spine {@code (rowId, userId, itemId, timeMs)}. */
  static Dataset<Row> ofSpine(Dataset<Row> spine) {
    return spine.select(
        col("userId"),
        col("itemId"),
        col("timeMs"),
        none("eventId"),
        none("kind"),
        none("value"),
        col("rowId"),
        none("user"));
  }

  /** Walks every entity's line in order of time, one entity behind the other. */
  static Dataset<Row> walk(Dataset<Row> timeline, Entity entity, StructType out, Walk walk) {
    return walk(
        timeline, entity, List.of(col("timeMs"), col("eventId").asc_nulls_first()), out, walk);
  }

  /** Walks every entity's events in the order of {@link #ofLog}'s offsets. */
  static Dataset<Row> walkLog(Dataset<Row> log, Entity entity, StructType out, Walk walk) {
    return walk(log, entity, List.of(col("rowId")), out, walk);
  }

  private static Dataset<Row> walk(
      Dataset<Row> timeline, Entity entity, List<Column> order, StructType out, Walk walk) {
    Column id = col(SCHEMA.fieldNames()[idColumn(entity)]);
    List<Column> sort = new ArrayList<>(List.of(id));
    sort.addAll(order);
    MapPartitionsFunction<Row, Row> walker = rows -> new Walker(rows, idColumn(entity), walk);
    return timeline
        .repartition(tasks(timeline.sparkSession()), id)
        .sortWithinPartitions(sort.toArray(Column[]::new))
        .mapPartitions(walker, Encoders.row(out));
  }

  /**
   * More tasks than cores: an entity's line is one task's, and while one core goes along the line
   * of a hot item the others do the rest.
   */
  private static int tasks(SparkSession spark) {
    int partitions = Integer.parseInt(spark.conf().get("spark.sql.shuffle.partitions"));
    return Math.max(partitions, Math.min(MIN_TASKS, TASKS_PER_CORE * partitions));
  }

  private static int idColumn(Entity entity) {
    return switch (entity) {
      case USER -> USER_ID;
      case ITEM -> ITEM_ID;
    };
  }

  static Event event(Row row) {
    EventKind kind = EventKind.ofWireName(row.getString(KIND)).orElseThrow();
    EventHeader header =
        new EventHeader(
            row.getString(EVENT_ID),
            row.getString(USER_ID),
            row.getString(ITEM_ID),
            row.getLong(TIME_MS));
    return Event.of(kind, header, row.getDouble(VALUE));
  }

  private static Column none(String name) {
    return lit(null).cast(SCHEMA.apply(name).dataType()).as(name);
  }
}
