package dev.slate.featurestore.online.feast;

import java.time.Instant;
import java.util.List;

/**
 * One row of a view.
 *
 * @param key values of the join keys, in the table's order
 * @param eventTime to the nanosecond
 * @param values as {@link FeastValue} makes them, in the table's order
 */
public record FeastRow(List<?> key, Instant eventTime, List<byte[]> values) {
  public FeastRow {
    key = List.copyOf(key);
    values = List.copyOf(values);
  }
}
