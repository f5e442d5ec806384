package dev.slate.featurestore.online;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Partitioning;
import dev.slate.featurestore.FeatureView;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of docs/contracts.md as bytes.
 *
 * <p>All keys of a partition carry the same hash tag, so that they live in one slot of a cluster
 * and can be written in one transaction. Thread-safe.
 */
final class RedisKeys {
  private final int partitions;
  private final ConcurrentHashMap<String, byte[][]> statePrefixes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, byte[]> rowPrefixes = new ConcurrentHashMap<>();

  RedisKeys(int partitions) {
    this.partitions = partitions;
  }

  /** The key of an entity's value, whichever kind of view it is. */
  byte[] value(FeatureView view, String id) {
    return switch (view.source()) {
      case STREAM -> state(view, Partitioning.of(id, partitions), id);
      case BATCH -> row(view, id);
    };
  }

  byte[] state(FeatureView view, int partition, String id) {
    byte[][] prefixes = statePrefixes.get(view.name());
    if (prefixes == null) {
      prefixes = statePrefixes.computeIfAbsent(view.name(), this::statePrefixes);
    }
    return append(prefixes[partition], id);
  }

  /** The pattern, for SCAN, of the keys of all states of a partition. */
  byte[] statesOf(FeatureView view, int partition) {
    return state(view, partition, "*");
  }

  byte[] row(FeatureView view, String id) {
    byte[] prefix = rowPrefixes.get(view.name());
    if (prefix == null) {
      prefix =
          rowPrefixes.computeIfAbsent(
              view.name(), name -> ("slate:row:" + name + ":").getBytes(UTF_8));
    }
    return append(prefix, id);
  }

  static byte[] position(FeatureView view, int partition) {
    return ("slate:{" + view.name() + "." + partition + "}:position").getBytes(UTF_8);
  }

  static byte[] newest(FeatureView view) {
    return ("slate:newest:" + view.name()).getBytes(UTF_8);
  }

  int partitions() {
    return partitions;
  }

  private byte[][] statePrefixes(String view) {
    byte[][] prefixes = new byte[partitions][];
    for (int partition = 0; partition < partitions; partition++) {
      prefixes[partition] = ("slate:{" + view + "." + partition + "}:s:").getBytes(UTF_8);
    }
    return prefixes;
  }

  private static byte[] append(byte[] prefix, String id) {
    byte[] suffix = id.getBytes(UTF_8);
    byte[] key = Arrays.copyOf(prefix, prefix.length + suffix.length);
    System.arraycopy(suffix, 0, key, prefix.length, suffix.length);
    return key;
  }
}
