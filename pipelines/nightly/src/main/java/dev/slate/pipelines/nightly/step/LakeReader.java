package dev.slate.pipelines.nightly.step;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Reads versions of the lake's tables into this process, once a night; about 200 bytes an event.
 */
record LakeReader(Lake lake, long eventsVersion, long itemsVersion) {

  /** All events in the order of the log. */
  List<Event> events() {
    Iterator<Row> rows =
        lake.read(LakeTable.EVENTS, eventsVersion)
            .orderBy("partition", "offset")
            .select("eventId", "userId", "itemId", "eventTimeMs", "kind", "value")
            .toLocalIterator();
    List<Event> events = new ArrayList<>();
    // One string for each id, however many events it has.
    Map<String, String> ids = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      EventHeader header =
          new EventHeader(
              row.getString(0),
              ids.computeIfAbsent(row.getString(1), id -> id),
              ids.computeIfAbsent(row.getString(2), id -> id),
              row.getLong(3));
      EventKind kind = EventKind.ofWireName(row.getString(4)).orElseThrow();
      events.add(Event.of(kind, header, row.getDouble(5)));
    }
    return events;
  }

  List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (Row row : lake.read(LakeTable.ITEMS, itemsVersion).select("json").collectAsList()) {
      items.add(CatalogCodec.decodeItem(row.getString(0).getBytes(StandardCharsets.UTF_8)));
    }
    return items;
  }
}
