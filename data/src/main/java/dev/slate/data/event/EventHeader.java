package dev.slate.data.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every event carries.
 *
 * @param eventId unique per user; a repeated id within the de-duplication window counts once
 * @param userId who, 1 to 128 UTF-8 bytes
 * @param itemId what, 1 to 128 UTF-8 bytes
 * @param eventTimeMs when, milliseconds since 1970 by the client's clock; to the year 9999
 * @param requestId the slate that led to it, if any; 1 to 128 UTF-8 bytes
 * @param surface where it was shown (home, detail, mail), if known; 1 to 128 UTF-8 bytes
 * @param extra fields of the JSON form that this version does not know, kept as they came, in their
 *     order
 */
public record EventHeader(
    String eventId,
    String userId,
    String itemId,
    long eventTimeMs,
    @Nullable String requestId,
    @Nullable String surface,
    Map<String, JsonNode> extra) {

  /** 9999-12-31T23:59:59.999Z; what is above is most likely micro- or nanoseconds. */
  private static final long MAX_TIME_MS = 253_402_300_799_999L;

  public EventHeader {
    InvalidRecordException.checkId("eventId", eventId);
    InvalidRecordException.checkId("userId", userId);
    InvalidRecordException.checkId("itemId", itemId);
    if (eventTimeMs < 0 || eventTimeMs > MAX_TIME_MS) {
      throw new InvalidRecordException(
          "eventTimeMs", eventTimeMs + " (expected: milliseconds since 1970, up to the year 9999)");
    }
    if (requestId != null) {
      InvalidRecordException.checkId("requestId", requestId);
    }
    if (surface != null) {
      InvalidRecordException.checkId("surface", surface);
    }
    extra = extra.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  public EventHeader(String eventId, String userId, String itemId, long eventTimeMs) {
    this(eventId, userId, itemId, eventTimeMs, null, null, Map.of());
  }
}
