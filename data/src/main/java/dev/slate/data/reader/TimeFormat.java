package dev.slate.data.reader;

import dev.slate.data.event.InvalidRecordException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** How a column tells the time; all give milliseconds since 1970. */
public enum TimeFormat {
  /** Seconds since 1970; a fraction is kept to the millisecond. */
  SECONDS {
    @Override
    long toMs(String text) {
      return number(text, 1_000);
    }
  },
  /** Milliseconds since 1970. */
  MILLISECONDS {
    @Override
    long toMs(String text) {
      return number(text, 1);
    }
  },
  /** ISO 8601 date, or date and time; UTC where no offset is given. */
  ISO {
    @Override
    long toMs(String text) {
      String iso = text.strip().replace(' ', 'T');
      try {
        return instant(iso).toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        throw new InvalidRecordException(
            "time", "'" + text + "' (expected: such as 2026-11-20T08:30:00Z)");
      }
    }
  };

  private static final int MAX_DIGITS = 30;

  /** Reads a time; an {@link InvalidRecordException} names what was expected. */
  abstract long toMs(String text);

  private static Instant instant(String iso) {
    if (iso.indexOf('T') < 0) {
      return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    String time = iso.substring(iso.indexOf('T'));
    boolean hasOffset = time.endsWith("Z") || time.indexOf('+') >= 0 || time.indexOf('-') >= 0;
    return hasOffset
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  private static long number(String text, int factor) {
    try {
      String digits = text.strip();
      // No exponents: 1e999999999 would ask for a gigabyte of digits.
      if (digits.length() > MAX_DIGITS || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
        throw new NumberFormatException();
      }
      return digits.indexOf('.') < 0
          ? Math.multiplyExact(Long.parseLong(digits), (long) factor)
          : new BigDecimal(digits)
              .multiply(BigDecimal.valueOf(factor))
              .setScale(0, RoundingMode.FLOOR)
              .longValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new InvalidRecordException(
          "time",
          "'"
              + text
              + "' (expected: "
              + (factor == 1 ? "milliseconds" : "seconds")
              + " since 1970)");
    }
  }
}
