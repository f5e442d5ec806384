package dev.slate.data.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every event carries.
 *
 * @param eventId unique per user; a repeated id within the de-duplication window counts once
 * @param userId who, 1 to 128 UTF-8 bytes
 * @param itemId what, 1 to 128 UTF-8 bytes
 * @param eventTimeMs when, milliseconds since 1970 by the client's clock
 * @param requestId the slate that led to it, if any
 * @param surface where it was shown (home, detail, mail), if known
 * @param extra fields of the JSON form that this version does not know, kept as they came
 */
public record EventHeader(
    String eventId,
    String userId,
    String itemId,
    long eventTimeMs,
    @Nullable String requestId,
    @Nullable String surface,
    Map<String, JsonNode> extra) {

  public EventHeader {
    InvalidRecordException.checkId("eventId", eventId);
    InvalidRecordException.checkId("userId", userId);
    InvalidRecordException.checkId("itemId", itemId);
    if (eventTimeMs < 0) {
      throw new InvalidRecordException(
          "eventTimeMs", eventTimeMs + " (expected: milliseconds since 1970, not negative)");
    }
    extra = Map.copyOf(extra);
  }

  public EventHeader(String eventId, String userId, String itemId, long eventTimeMs) {
    this(eventId, userId, itemId, eventTimeMs, null, null, Map.of());
  }
}
