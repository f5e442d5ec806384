package dev.slate.serving.context;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Where and when somebody asks, as the request says.
 *
 * @param device such as {@code phone}; null if it is not known
 * @param zone of the local time; null if it is not known
 * @param localTimeMs the client's time, milliseconds since 1970; 0: the server's
 * @param currentItem the item that is being looked at; null if there is none
 */
public record Situation(
    @Nullable String device,
    @Nullable ZoneId zone,
    long localTimeMs,
    @Nullable String currentItem) {
  /** Nothing is known. */
  public static final Situation UNKNOWN = new Situation(null, null, 0, null);

  /** The time on the user's clock; UTC where the zone is not known. */
  public ZonedDateTime localTime(long nowMs) {
    return Instant.ofEpochMilli(localTimeMs == 0 ? nowMs : localTimeMs)
        .atZone(zone == null ? ZoneOffset.UTC : zone);
  }
}
