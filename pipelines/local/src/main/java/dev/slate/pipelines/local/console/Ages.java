package dev.slate.pipelines.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Lengths of time for people, with two units at most: {@code 420 ms}, {@code 12.4 s}. */
public final class Ages {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Ages() {}

  /** A number of milliseconds; {@code absent} if it is none. */
  public static String of(JsonNode ms, String absent) {
    return ms.isNumber() ? of(ms.asLong()) : absent;
  }

  public static String of(long ms) {
    if (ms < SECOND) {
      return ms + " ms";
    }
    if (ms < MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", Math.floor(ms / 100.0) / 10);
    }
    if (ms < HOUR) {
      return two(ms, MINUTE, "min", SECOND, "s");
    }
    return ms < DAY ? two(ms, HOUR, "h", MINUTE, "min") : two(ms, DAY, "d", HOUR, "h");
  }

  private static String two(long ms, long big, String bigName, long small, String smallName) {
    long smalls = ms % big / small;
    String rest = smalls == 0 ? "" : " " + smalls + " " + smallName;
    return ms / big + " " + bigName + rest;
  }
}
