package dev.slate.data.access;

import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set of keys, each name once; immutable. */
public final class ApiKeys {
  private final List<ApiKey> keys;
  private final byte[][] hashes;

  /**
   * @throws IllegalArgumentException if two have the same name
   */
  public ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
    Set<String> names = new HashSet<>();
    for (ApiKey key : keys) {
      if (!names.add(key.name())) {
        throw new IllegalArgumentException("name: " + key.name() + " (expected: each name once)");
      }
    }
    hashes = keys.stream().map(key -> HexFormat.of().parseHex(key.sha256())).toArray(byte[][]::new);
  }

  public List<ApiKey> all() {
    return keys;
  }

  /**
   * The key of a secret, null if there is none. Compares with every key, each in constant time, so
   * that the time taken tells nothing about the keys.
   */
  public @Nullable ApiKey find(String secret) {
    byte[] hash = ApiKey.hash(secret);
    ApiKey found = null;
    for (int i = 0; i < hashes.length; i++) {
      if (MessageDigest.isEqual(hashes[i], hash)) {
        found = keys.get(i);
      }
    }
    return found;
  }
}
