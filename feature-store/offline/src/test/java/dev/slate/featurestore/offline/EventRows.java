package dev.slate.featurestore.offline;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Events for tests, and as rows of the lake's table. */
public final class EventRows {
  private static final EventKind[] KINDS = EventKind.values();

  private EventRows() {}

  /** A row of {@link LakeTable#EVENTS} for each event. */
  public static Dataset<Row> of(List<Event> events) {
    List<Row> rows = new ArrayList<>();
    for (Event event : events) {
      rows.add(
          RowFactory.create(
              event.eventId(),
              event.userId(),
              event.itemId(),
              event.kind().wireName(),
              event.value(),
              event.eventTimeMs(),
              null,
              null,
              null,
              0,
              (long) rows.size(),
              LocalDate.EPOCH.plusDays(event.eventTimeMs() / 86_400_000),
              "2001-09"));
    }
    return SparkTestSession.get().createDataFrame(rows, LakeTable.EVENTS.schema());
  }

  /**
   * Random events of few users and items, with equal times, repeats, and one item that half of all
   * events are about.
   */
  public static List<Event> random(Random random, int size) {
    List<Event> events = new ArrayList<>();
    while (events.size() < size) {
      if (!events.isEmpty() && random.nextInt(10) == 0) {
        events.add(events.get(random.nextInt(events.size())));
        continue;
      }
      EventKind kind = KINDS[random.nextInt(KINDS.length)];
      EventHeader header =
          new EventHeader(
              "e" + events.size(),
              "u" + random.nextInt(6),
              random.nextBoolean() ? "hot" : "i" + random.nextInt(8),
              1_000_000_000_000L + random.nextInt(40) * 3_000_000L + random.nextInt(3));
      double value = kind == EventKind.RATING ? 1 + random.nextInt(5) : Double.NaN;
      events.add(Event.of(kind, header, value));
    }
    return events;
  }

  public static Event click(String eventId, String userId, String itemId, long eventTimeMs) {
    return Event.of(
        EventKind.CLICK, new EventHeader(eventId, userId, itemId, eventTimeMs), Double.NaN);
  }

  /** The same event at another time. */
  public static Event later(Event event, long ms) {
    EventHeader header =
        new EventHeader(event.eventId(), event.userId(), event.itemId(), event.eventTimeMs() + ms);
    return Event.of(event.kind(), header, event.value());
  }
}
