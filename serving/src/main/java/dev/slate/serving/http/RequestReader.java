package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpStatus;
import dev.slate.data.catalog.IsoTime;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.context.EarlierPages;
import dev.slate.serving.context.PageCursor;
import dev.slate.serving.context.Situation;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.context.SurfaceDefaults;
import dev.slate.serving.scope.ItemFilter;
import dev.slate.serving.scope.Scope;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a slate is asked for by, from a query or a body. */
final class RequestReader {
  private static final int MAX_TEXT = 128;

  private final int slateSize;
  private final Map<String, SurfaceDefaults> surfaces;
  private final Clock clock;

  /**
   * @param slateSize how many items when the request does not say
   */
  RequestReader(int slateSize, Clock clock) {
    this(slateSize, Map.of(), clock);
  }

  /**
   * @param surfaces what a surface asks for besides, by its name
   */
  RequestReader(int slateSize, Map<String, SurfaceDefaults> surfaces, Clock clock) {
    this.slateSize = slateSize;
    this.surfaces = surfaces;
    this.clock = clock;
  }

  /**
   * Reads a request.
   *
   * @param situation where device, timeZone, localTime and currentItem are
   */
  SlateRequest read(Inputs in, Inputs situation, @Nullable String userId, List<String> session) {
    String named = in.text("surface");
    String surface = checked("surface", named == null ? "api" : named);
    SurfaceDefaults own = surfaces.getOrDefault(surface, SurfaceDefaults.NONE);
    int count = own.count() == 0 ? slateSize : own.count();
    SlateRequest first =
        new SlateRequest(
            UUID.randomUUID().toString(),
            userId,
            session,
            in.wholeNumber("count", 1, SlateRequest.MAX_COUNT, count),
            surface,
            in.ids("exclude"),
            scope(in).and(own.filter()),
            situation(situation),
            EarlierPages.NONE,
            0);
    String cursor = in.text("cursor");
    return cursor == null ? first : first.after(cursor(cursor, first));
  }

  /** What may be looked at: {@code category}, {@code filter}, {@code include}. */
  static Scope scope(Inputs in) {
    String category = in.text("category");
    String filter = in.text("filter");
    Set<String> include = in.ids("include");
    if (in.has("include") && include.isEmpty()) {
      throw ApiException.badField(
          "include", "no ids", "1 to 500 ids", "leave it out to look at all items");
    }
    return new Scope(
        category == null ? null : checked("category", category),
        filter == null ? null : ItemFilter.parse(filter),
        include);
  }

  private static Situation situation(Inputs in) {
    String device = in.text("device");
    String zone = in.text("timeZone");
    String time = in.text("localTime");
    String item = in.text("currentItem");
    return new Situation(
        device == null ? null : checked("device", device),
        zone == null ? null : zone(zone),
        time == null ? 0 : time(time),
        item == null ? null : InvalidRecordException.checkId("currentItem", item));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(checked("timeZone", text));
    } catch (DateTimeException e) {
      throw ApiException.badField(
          "timeZone", text, "a time zone", "write it as Europe/Berlin, UTC or +02:00");
    }
  }

  private static long time(String text) {
    OptionalLong ms = IsoTime.read(text);
    if (ms.isEmpty()) {
      throw ApiException.badField(
          "localTime",
          text.length() > 40 ? text.substring(0, 40) + "..." : text,
          "a time with its offset",
          "write it as 2026-11-20T18:30:00+01:00");
    }
    return ms.getAsLong();
  }

  private PageCursor cursor(String text, SlateRequest request) {
    PageCursor cursor;
    try {
      cursor = PageCursor.decode(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.badField(
          "cursor",
          "not a cursor (" + e.getMessage() + ")",
          "cursor of the page before, as it came",
          "leave it out for the first page");
    }
    if (cursor.request() != PageCursor.identity(request)) {
      throw ApiException.badField(
          "cursor",
          "of another request",
          "the user, items, surface, category, filter and include of the first page",
          "repeat them as they were, or leave cursor out for a first page");
    }
    if (clock.millis() - cursor.begunMs() > PageCursor.LIFE_MS) {
      throw new ApiException(
          Problem.of(
              "cursor-expired",
              HttpStatus.GONE,
              "cursor: its first page is more than " + PageCursor.LIFE_MS / 60_000 + " min old",
              "cursor",
              "leave it out and begin again with a first page"));
    }
    return cursor;
  }

  private static String checked(String field, String value) {
    if (value.isEmpty() || value.length() > MAX_TEXT) {
      throw ApiException.badField(
          field, value.length() + " characters", "1 to " + MAX_TEXT, "shorten it");
    }
    return value;
  }
}
