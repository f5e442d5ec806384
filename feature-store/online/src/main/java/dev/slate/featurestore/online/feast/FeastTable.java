package dev.slate.featurestore.online.feast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the values of one feature view are in Redis: keys of hashes and fields in them. Immutable.
 */
public final class FeastTable {
  private final String view;
  private final EntityKey key;
  private final List<String> features;
  private final List<byte[]> fields;
  private final byte[] timestampField;

  /**
   * @param key of the view's entities
   */
  public FeastTable(String view, EntityKey key, List<String> features) {
    this.view = view;
    this.key = key;
    this.features = List.copyOf(features);
    fields = this.features.stream().map(feature -> field(view, feature)).toList();
    timestampField = ("_ts:" + view).getBytes(UTF_8);
  }

  /** The field of a feature: the murmur3 of {@code view:feature}, four bytes little-endian. */
  public static byte[] field(String view, String feature) {
    int hash = Murmur3.hash32((view + ":" + feature).getBytes(UTF_8));
    return new ProtoWriter(4).fixed32(hash).toByteArray();
  }

  /**
   * Refuses features whose fields would overwrite each other: a field has 32 bits, and all views of
   * the same join keys share a hash. Feast itself does not check.
   *
   * @throws IllegalArgumentException naming two of them
   */
  public static void requireDistinctFields(Collection<FeastTable> tables) {
    Map<String, String> owners = new HashMap<>();
    for (FeastTable table : tables) {
      String entity =
          table.key.joinKeys().stream()
              .map(JoinKey::name)
              .sorted()
              .collect(Collectors.joining(","));
      for (int i = 0; i < table.features.size(); i++) {
        String name = table.view + ":" + table.features.get(i);
        String field = entity + "/" + Murmur3.hash32(name.getBytes(UTF_8));
        String other = owners.putIfAbsent(field, name);
        if (other != null) {
          throw new IllegalArgumentException(
              "feature: "
                  + name
                  + " (expected: a field of its own in Feast's hash of "
                  + entity
                  + ", but it has the 32 bits of "
                  + other
                  + "; rename one of them)");
        }
      }
    }
  }

  public String view() {
    return view;
  }

  public EntityKey key() {
    return key;
  }

  public List<String> features() {
    return features;
  }

  /** One field for each feature, in order; not to be changed. */
  public List<byte[]> fields() {
    return fields;
  }

  /** The field of the event time. */
  public byte[] timestampField() {
    return timestampField;
  }

  /** What to read of a hash: the fields of some features, then the timestamp. */
  public List<byte[]> fieldsOf(List<String> some) {
    return Stream.concat(
            some.stream().map(feature -> field(view, feature)), Stream.of(timestampField))
        .toList();
  }
}
