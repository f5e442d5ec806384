package dev.slate.featurestore.online.feast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Redis key of entities: the sorted join keys, their values in the same order, then the project
 * without a delimiter; numbers are little-endian. Immutable.
 */
public final class EntityKey {
  private final byte[] names;
  private final byte[] project;
  private final List<JoinKey> joinKeys;
  private final int[] order;

  /**
   * @param joinKeys in the order in which values are given
   */
  public EntityKey(KeyVersion version, String project, List<JoinKey> joinKeys) {
    this.project = project.getBytes(UTF_8);
    this.joinKeys = List.copyOf(joinKeys);
    order =
        IntStream.range(0, joinKeys.size())
            .boxed()
            .sorted(Comparator.comparing(i -> joinKeys.get(i).name()))
            .mapToInt(Integer::intValue)
            .toArray();
    names = names(version);
  }

  private byte[] names(KeyVersion version) {
    ProtoWriter out = new ProtoWriter(64);
    if (version == KeyVersion.V3) {
      out.fixed32(joinKeys.size());
    }
    for (int i : order) {
      byte[] name = joinKeys.get(i).name().getBytes(UTF_8);
      out.fixed32(KeyType.STRING.number());
      if (version == KeyVersion.V3) {
        out.fixed32(name.length);
      }
      out.raw(name);
    }
    return out.toByteArray();
  }

  /** In the order in which values are given. */
  public List<JoinKey> joinKeys() {
    return joinKeys;
  }

  /**
   * The key of one entity.
   *
   * @param values one for each join key, of its type
   * @throws IllegalArgumentException if a value is missing or of another type
   */
  public byte[] of(List<?> values) {
    if (values.size() != joinKeys.size()) {
      throw new IllegalArgumentException(
          "key values: " + values.size() + " (expected: " + joinKeys.size() + ")");
    }
    ProtoWriter out = new ProtoWriter(names.length + project.length + 64).raw(names);
    for (int i : order) {
      KeyType type = joinKeys.get(i).type();
      byte[] bytes = type.encode(values.get(i));
      out.fixed32(type.number()).fixed32(bytes.length).raw(bytes);
    }
    return out.raw(project).toByteArray();
  }
}
