package dev.slate.featurestore.offline.audit;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The two kinds of rows that an audit sends through Spark. */
final class Rows {
  /**
   * An event, or (without an {@code eventId}) a question: what was the state before an offset
   * (users) or of a version (items), as of {@code timeMs}?
   */
  static final StructType LINE =
      new StructType()
          .add("userId", DataTypes.StringType)
          .add("itemId", DataTypes.StringType)
          .add("partition", DataTypes.IntegerType)
          .add("offset", DataTypes.LongType)
          .add("timeMs", DataTypes.LongType)
          .add("eventId", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("value", DataTypes.DoubleType)
          .add("request", DataTypes.LongType)
          .add("candidate", DataTypes.IntegerType)
          .add("version", DataTypes.BinaryType)
          .add("chain", DataTypes.IntegerType)
          .add("link", DataTypes.IntegerType);

  static final int USER_ID = 0;
  static final int ITEM_ID = 1;
  static final int PARTITION = 2;
  static final int OFFSET = 3;
  static final int TIME_MS = 4;
  static final int EVENT_ID = 5;
  static final int KIND = 6;
  static final int VALUE = 7;
  static final int REQUEST = 8;
  static final int CANDIDATE = 9;
  static final int VERSION = 10;
  static final int CHAIN = 11;
  static final int LINK = 12;

  /** What is known of one request, piece by piece; {@code part} is one of the numbers below. */
  static final StructType PIECE =
      new StructType()
          .add("request", DataTypes.LongType)
          .add("part", DataTypes.IntegerType)
          .add("candidate", DataTypes.IntegerType)
          .add("bytes", DataTypes.BinaryType)
          .add("values", DataTypes.createArrayType(DataTypes.FloatType));

  static final int SERVED = 0;
  static final int USER_STATE = 1;
  static final int USER_ROW = 2;
  static final int ITEM_STATE = 3;
  static final int ITEM_ROW = 4;

  private Rows() {}

  static boolean isEvent(Row line) {
    return !line.isNullAt(EVENT_ID);
  }

  static Event event(Row line) {
    EventKind kind = EventKind.ofWireName(line.getString(KIND)).orElseThrow();
    EventHeader header =
        new EventHeader(
            line.getString(EVENT_ID),
            line.getString(USER_ID),
            line.getString(ITEM_ID),
            line.getLong(TIME_MS));
    return Event.of(kind, header, line.getDouble(VALUE));
  }

  /** The same line with its place in a chain of versions. */
  static Row at(Row line, int chain, int link) {
    Object[] values = new Object[line.size()];
    for (int i = 0; i < CHAIN; i++) {
      values[i] = line.get(i);
    }
    values[CHAIN] = chain;
    values[LINK] = link;
    return RowFactory.create(values);
  }
}
