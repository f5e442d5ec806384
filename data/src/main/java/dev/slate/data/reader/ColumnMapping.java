package dev.slate.data.reader;

import org.jspecify.annotations.Nullable;

/**
 * Which columns of a delimited UTF-8 file with a header say what. A column is named as in the
 * header, or by its 0-based number.
 *
 * @param user who
 * @param item what
 * @param time when
 * @param timeFormat how the time is written
 * @param value stars or amount; null if there is no such column
 * @param kind impression, click, rating, purchase or dismiss in any case; null if all rows are of
 *     one kind: ratings where there is a value column, else clicks
 * @param delimiter one character, which allows quoted fields (RFC 4180), or several such as {@code
 *     ::}
 */
public record ColumnMapping(
    String user,
    String item,
    String time,
    TimeFormat timeFormat,
    @Nullable String value,
    @Nullable String kind,
    String delimiter) {

  public ColumnMapping {
    if (delimiter.isEmpty() || delimiter.indexOf('"') >= 0 || delimiter.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(
          "delimiter: '" + delimiter + "' (expected: not empty, no quote, no line end)");
    }
  }

  /** A comma-separated file of clicks. */
  public static ColumnMapping of(String user, String item, String time, TimeFormat timeFormat) {
    return new ColumnMapping(user, item, time, timeFormat, null, null, ",");
  }

  public ColumnMapping withValue(String column) {
    return new ColumnMapping(user, item, time, timeFormat, column, kind, delimiter);
  }

  public ColumnMapping withKind(String column) {
    return new ColumnMapping(user, item, time, timeFormat, value, column, delimiter);
  }

  public ColumnMapping withDelimiter(String newDelimiter) {
    return new ColumnMapping(user, item, time, timeFormat, value, kind, newDelimiter);
  }
}
