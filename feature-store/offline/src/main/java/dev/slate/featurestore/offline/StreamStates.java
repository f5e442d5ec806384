package dev.slate.featurestore.offline;

import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The states of stream views as the stream job would have left them, from the lake: each user's
 * events in the order of the log, because which repeats count depends on it, and each item's events
 * as the users' states let them pass.
 */
public final class StreamStates {
  /** {@code id}, {@code state} as {@code EntityState.encode()}, newest event time in it. */
  public static final StructType ROWS =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("state", DataTypes.BinaryType)
          .add("newestEventTimeMs", DataTypes.LongType);

  private StreamStates() {}

  /**
   * One row for every entity of a stream view, in no order.
   *
   * @param events columns of {@link LakeTable#EVENTS}, as they were ingested
   */
  public static Dataset<Row> of(Dataset<Row> events, FeatureView view) {
    Dataset<Row> log = Timeline.ofLog(events);
    return switch (view.entity()) {
      case USER -> Timeline.walkLog(log, Entity.USER, ROWS, new LastBytes(view.name()));
      case ITEM ->
          Timeline.walkLog(
              Timeline.walkLog(log, Entity.USER, Timeline.SCHEMA, new Accepted()),
              Entity.ITEM,
              ROWS,
              new LastBytes(view.name()));
    };
  }

  private record Accepted() implements Walk {
    @Override
    public List<String> views() {
      return List.of(FeatureCatalog.standard().userActivity().name());
    }

    @Override
    public Row event(Row row) {
      return row;
    }
  }

  private record LastBytes(String view) implements Walk {
    @Override
    public List<String> views() {
      return List.of(view);
    }

    @Override
    public Row end(String id, EntityFold after) {
      return RowFactory.create(id, after.encodeOnly(), after.newestEventTimeMs());
    }
  }
}
