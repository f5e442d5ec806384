package dev.slate.data.reader;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import dev.slate.data.event.InvalidRecordException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of rows. Event ids are a letter and the line number with leading zeros, so they are
 * the same in every run and sort as the lines do, which is what breaks ties between equal times.
 */
final class EventRows implements Table.ParserFactory<Event> {
  private static final String ZEROS = "0000000000";
  private static final int NONE = -1;

  private final ColumnMapping mapping;
  private final String idPrefix;

  /** One String per id, not per row. */
  private final Map<String, String> shared = new HashMap<>();

  EventRows(ColumnMapping mapping, String idPrefix) {
    this.mapping = mapping;
    this.idPrefix = idPrefix;
  }

  @Override
  public Table.RowParser<Event> parser(Columns columns) {
    int user = columns.indexOf(mapping.user(), "user");
    int item = columns.indexOf(mapping.item(), "item");
    int time = columns.indexOf(mapping.time(), "time");
    int value = optional(columns, mapping.value(), "value");
    int kind = optional(columns, mapping.kind(), "kind");
    EventKind only = value == NONE ? EventKind.CLICK : EventKind.RATING;
    return row ->
        Event.of(
            kind == NONE ? only : kind(row.field(kind, "kind")),
            new EventHeader(
                eventId(row.line()),
                share(row.field(user, "user")),
                share(row.field(item, "item")),
                mapping.timeFormat().toMs(row.field(time, "time"))),
            value == NONE ? Double.NaN : value(row.field(value, "value")));
  }

  private static int optional(Columns columns, @Nullable String column, String purpose) {
    return column == null ? NONE : columns.indexOf(column, purpose);
  }

  private static EventKind kind(String text) {
    return EventKind.ofWireName(text.strip().toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new InvalidRecordException(
                    "kind",
                    "'" + text + "' (expected: impression, click, rating, purchase or dismiss)"));
  }

  private static double value(String text) {
    if (text.isBlank()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new InvalidRecordException("value", "'" + text + "' (expected: a number)");
    }
  }

  private String eventId(long line) {
    String digits = Long.toString(line);
    return idPrefix + ZEROS.substring(Math.min(digits.length(), ZEROS.length())) + digits;
  }

  private String share(String id) {
    String known = shared.putIfAbsent(id, id);
    return known == null ? id : known;
  }
}
