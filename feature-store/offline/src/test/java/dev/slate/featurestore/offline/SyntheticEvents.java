package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;

import dev.slate.data.event.EventKind;
import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Events of half a year whose users and items are distributed by Zipf's law, made in the executors:
 * event {@code n} is a pure function of the seed and {@code n}. Users and items grow with the
 * events, 50 an user and 500 an item on average.
 *
 * @param size number of events
 * @param hotShare of all events that are about one item, besides
 */
record SyntheticEvents(long size, double hotShare, long seed) implements Serializable {
  private static final long BEGIN_MS = 1_700_000_000_000L;
  private static final long SPAN_MS = 180L * 86_400_000;
  private static final double USER_EXPONENT = 0.7;
  private static final double ITEM_EXPONENT = 0.95;
  private static final int QUESTION_EVERY = 10;

  /** What {@link PointInTimeRows} reads of {@link LakeTable#EVENTS}, and the event's number. */
  private static final StructType SCHEMA =
      new StructType()
          .add("number", DataTypes.LongType)
          .add("eventId", DataTypes.StringType)
          .add("userId", DataTypes.StringType)
          .add("itemId", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("value", DataTypes.DoubleType)
          .add("eventTimeMs", DataTypes.LongType);

  Dataset<Row> events(SparkSession spark, int tasks) {
    MapPartitionsFunction<Long, Row> rows = numbers -> map(numbers, this::row);
    return spark.range(0, size, 1, tasks).mapPartitions(rows, Encoders.row(SCHEMA));
  }

  /** Asks at every tenth event what was known just before it. */
  static Dataset<Row> spine(Dataset<Row> events) {
    return events
        .filter(col("number").mod(QUESTION_EVERY).equalTo(0))
        .select(
            col("number").as("rowId"),
            col("userId"),
            col("itemId"),
            col("eventTimeMs").as("timeMs"));
  }

  private Row row(long number) {
    long draw = mix(seed + number * 0x9e3779b97f4a7c15L);
    long user = zipf(uniform(draw, 1), Math.max(10, size / 50), USER_EXPONENT);
    long item =
        uniform(draw, 2) < hotShare
            ? 0
            : zipf(uniform(draw, 3), Math.max(10, size / 500), ITEM_EXPONENT);
    EventKind kind = kind(uniform(draw, 4));
    double value = kind == EventKind.RATING ? 1 + Math.floor(5 * uniform(draw, 5)) : Double.NaN;
    long timeMs = BEGIN_MS + (long) (SPAN_MS * uniform(draw, 6));
    return RowFactory.create(
        number, "e" + number, "user-" + user, "item-" + item, kind.wireName(), value, timeMs);
  }

  private static EventKind kind(double u) {
    if (u < 0.6) {
      return EventKind.IMPRESSION;
    }
    if (u < 0.85) {
      return EventKind.CLICK;
    }
    return u < 0.93 ? EventKind.RATING : u < 0.97 ? EventKind.PURCHASE : EventKind.DISMISS;
  }

  /** A rank from 0 by the continuous power law, by inversion. */
  private static long zipf(double u, long ranks, double exponent) {
    double power = 1 - exponent;
    return (long) Math.pow(u * (Math.pow(ranks, power) - 1) + 1, 1 / power) - 1;
  }

  private static double uniform(long draw, int stream) {
    return (mix(draw + stream) >>> 11) * 0x1.0p-53;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }

  private static <A, B> Iterator<B> map(Iterator<A> from, Function<A, B> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return from.hasNext();
      }

      @Override
      public B next() {
        return function.apply(from.next());
      }
    };
  }
}
