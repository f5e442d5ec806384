package dev.slate.featurestore.online;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.online.feast.FeastTable;
import dev.slate.featurestore.online.feast.FeastValue;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.ValueReader.Key;
import dev.slate.featurestore.store.ValueReader.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets a row that one of Feast's SDKs wrote show through the packed row of the same entity. The
 * event times come with the packed rows in the same round trip; only where Feast's is newer does a
 * second one fetch the values. Immutable.
 */
final class FeastOverlay {
  private final FeastLayout layout;
  private final ReaderConnection connection;

  FeastOverlay(FeastLayout layout, ReaderConnection connection) {
    this.layout = layout;
    this.connection = connection;
  }

  /** Event times that were asked for, and the numbers of their keys, in the same order. */
  record Asked(List<Integer> numbers, CompletableFuture<List<byte @Nullable []>> times) {}

  /** Asks for the event time of every batch view's key, in a batch that is not yet sent. */
  Asked ask(List<Key> wanted, ReadBatch batch) {
    List<Integer> numbers = new ArrayList<>();
    List<byte[]> hashes = new ArrayList<>();
    List<byte[]> fields = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Key key = wanted.get(i);
      if (key.view().source() == FeatureView.Source.BATCH) {
        FeastTable table = layout.table(key.view());
        numbers.add(i);
        hashes.add(table.key().of(List.of(key.id())));
        fields.add(table.timestampField());
      }
    }
    return new Asked(
        numbers,
        numbers.isEmpty()
            ? CompletableFuture.completedFuture(List.of())
            : batch.hgetEach(hashes, fields));
  }

  /** Replaces the rows that are newer in Feast's layout, once all answers are there. */
  CompletionStage<List<Stored>> replace(List<Key> wanted, List<Stored> stored, Asked asked) {
    List<byte @Nullable []> times = asked.times.join();
    List<Integer> newer = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      int number = asked.numbers.get(i);
      if (isNewer(times.get(i), stored.get(number).bytes())) {
        newer.add(number);
      }
    }
    if (newer.isEmpty()) {
      return CompletableFuture.completedFuture(stored);
    }
    ReadBatch batch = new ReadBatch();
    Map<Integer, CompletableFuture<List<byte @Nullable []>>> values = new HashMap<>();
    for (int i : newer) {
      Key key = wanted.get(i);
      FeastTable table = layout.table(key.view());
      values.put(
          i, batch.hmget(table.key().of(List.of(key.id())), table.fieldsOf(table.features())));
    }
    return batch
        .send(connection)
        .thenApply(
            sent -> {
              List<Stored> replaced = new ArrayList<>(stored);
              values.forEach((i, row) -> replaced.set(i, packed(row.join(), stored.get(i))));
              return replaced;
            });
  }

  private static boolean isNewer(byte @Nullable [] time, byte @Nullable [] packed) {
    if (time == null) {
      return false;
    }
    return packed == null
        || FeastValue.readTimestamp(time)
            .isAfter(Instant.ofEpochMilli(PackedRow.eventTimeMs(packed)));
  }

  private Stored packed(List<byte @Nullable []> hash, Stored instead) {
    int features = hash.size() - 1;
    byte[] time = hash.get(features);
    if (time == null) {
      return instead;
    }
    float[] values = new float[features];
    for (int i = 0; i < features; i++) {
      byte[] value = hash.get(i);
      values[i] = value == null ? Float.NaN : FeastValue.toFloat(value);
    }
    long eventTimeMs = FeastValue.readTimestamp(time).toEpochMilli();
    return new Stored(new PackedRow(layout.fingerprint(), eventTimeMs, values).encode(), null);
  }
}
