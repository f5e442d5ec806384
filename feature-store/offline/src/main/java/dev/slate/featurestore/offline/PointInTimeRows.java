package dev.slate.featurestore.offline;

import dev.slate.featurestore.Entity;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Features as they were: for any {@code (rowId, userId, itemId, timeMs)}, the user's and the item's
 * vector strictly before that time, from the fold that the stream job uses.
 *
 * <p>Two sorts and no join: along the users' timelines first, which gives the users' vectors and
 * drops repeated events, then what is left along the items'. O(n log n) for n events and questions;
 * memory does not depend on how many events an entity has.
 */
public final class PointInTimeRows {
  /** What a spine must have: {@code rowId, userId, itemId, timeMs}. */
  public static final StructType SPINE =
      new StructType()
          .add("rowId", DataTypes.LongType)
          .add("userId", DataTypes.StringType)
          .add("itemId", DataTypes.StringType)
          .add("timeMs", DataTypes.LongType);

  /** {@code rowId}, {@code user} and {@code item}, as FeatureAssembler lays them out. */
  public static final StructType VECTORS =
      new StructType()
          .add("rowId", DataTypes.LongType)
          .add("user", DataTypes.createArrayType(DataTypes.FloatType))
          .add("item", DataTypes.createArrayType(DataTypes.FloatType));

  private PointInTimeRows() {}

  /**
   * Answers every question of a spine, in no order.
   *
   * @param events columns of {@link LakeTable#EVENTS}; repeats allowed
   * @param spine as {@link #SPINE}
   * @return as {@link #VECTORS}, one row for each of the spine's
   */
  public static Dataset<Row> of(Dataset<Row> events, Dataset<Row> spine) {
    Dataset<Row> timeline = Timeline.ofEvents(events).union(Timeline.ofSpine(spine));
    Dataset<Row> users = Timeline.walk(timeline, Entity.USER, Timeline.SCHEMA, new UserWalk());
    return Timeline.walk(users, Entity.ITEM, VECTORS, new ItemWalk());
  }

  /** Passes on the events that counted and the questions with the user's vector. */
  private record UserWalk() implements Walk {
    @Override
    public List<String> views() {
      return List.of("user_activity", "user_longterm");
    }

    @Override
    public Row event(Row row) {
      return row;
    }

    @Override
    public Row question(Row row, EntityFold before) {
      long timeMs = row.getLong(Timeline.TIME_MS);
      return RowFactory.create(
          row.get(Timeline.USER_ID),
          row.get(Timeline.ITEM_ID),
          timeMs,
          null,
          null,
          null,
          row.get(Timeline.ROW_ID),
          before.values(timeMs));
    }
  }

  /** Answers the questions. */
  private record ItemWalk() implements Walk {
    @Override
    public List<String> views() {
      return List.of("item_activity", "item_longterm");
    }

    @Override
    public Row question(Row row, EntityFold before) {
      return RowFactory.create(
          row.get(Timeline.ROW_ID),
          row.get(Timeline.USER),
          before.values(row.getLong(Timeline.TIME_MS)));
    }
  }
}
