package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;

import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureView;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of batch views as of a time, for materialisation. */
public final class BatchViews {
  /** {@code id}, {@code values} of the view's scalars in order, and the newest event folded in. */
  public static final StructType ROWS =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("values", DataTypes.createArrayType(DataTypes.FloatType))
          .add("newestEventTimeMs", DataTypes.LongType);

  private BatchViews() {}

  /**
   * One row for every entity with an event before {@code asOfMs}, in no order.
   *
   * @param events columns of {@link LakeTable#EVENTS}; repeats allowed
   */
  public static Dataset<Row> of(Dataset<Row> events, FeatureView view, long asOfMs) {
    Dataset<Row> before = Timeline.ofEvents(events.filter(col("eventTimeMs").lt(asOfMs)));
    Dataset<Row> timeline =
        switch (view.entity()) {
          case USER -> before;
          case ITEM -> Timeline.walk(before, Entity.USER, Timeline.SCHEMA, new Deduplication());
        };
    return Timeline.walk(timeline, view.entity(), ROWS, new LastState(view.name(), asOfMs));
  }

  /** Passes on the events that counted: an item's events must be clean before they are folded. */
  private record Deduplication() implements Walk {
    @Override
    public List<String> views() {
      return List.of("user_longterm");
    }

    @Override
    public Row event(Row row) {
      return row;
    }
  }

  private record LastState(String view, long asOfMs) implements Walk {
    @Override
    public List<String> views() {
      return List.of(view);
    }

    @Override
    public Row end(String id, EntityFold after) {
      return RowFactory.create(id, after.values(asOfMs), after.newestEventTimeMs());
    }
  }
}
