package dev.slate.data.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Times as people write them: a date (its begin, UTC) or a time with its offset, ISO 8601. */
public final class IsoTime {
  /** 9999-12-31T23:59:59.999Z. */
  static final long MAX_MS = 253_402_300_799_999L;

  private static final int LONGEST = 40;

  private IsoTime() {}

  /** Milliseconds since 1970; empty if it is no such time, before 1970 or after the year 9999. */
  public static OptionalLong read(String text) {
    if (text.length() > LONGEST) {
      return OptionalLong.empty();
    }
    try {
      long ms =
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
              : OffsetDateTime.parse(text).toInstant().toEpochMilli();
      return ms < 0 || ms > MAX_MS ? OptionalLong.empty() : OptionalLong.of(ms);
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }
}
