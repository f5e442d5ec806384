package dev.slate.featurestore.server;

import dev.slate.featurestore.online.feast.FeastValue;
import dev.slate.featurestore.online.feast.ProtoWriter;
import java.time.Instant;
import java.util.List;

/**
 * The event times of a view's rows, encoded once for all of its columns.
 *
 * @param rows 1970 where nothing is stored
 * @param encoded the field {@code event_timestamps} of a FeatureVector, all rows
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record EventTimes(List<Instant> rows, byte[] encoded) {

  static EventTimes of(List<Instant> rows) {
    ProtoWriter out = new ProtoWriter(16 * rows.size() + 16);
    rows.forEach(time -> out.bytes(3, FeastValue.timestamp(time)));
    return new EventTimes(List.copyOf(rows), out.toByteArray());
  }
}
