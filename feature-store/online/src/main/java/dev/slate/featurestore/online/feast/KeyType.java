package dev.slate.featurestore.online.feast;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The types that a join key may have; Feast has no float and no boolean keys. */
public enum KeyType {
  BYTES(1, byte[].class),
  STRING(2, String.class),
  INT32(3, Integer.class),
  INT64(4, Long.class),
  /** Seconds since 1970. */
  UNIX_TIMESTAMP(8, Long.class);

  private final int number;
  private final Class<?> java;

  KeyType(int number, Class<?> java) {
    this.number = number;
    this.java = java;
  }

  /** Its number in {@code feast.types.ValueType}. */
  public int number() {
    return number;
  }

  /**
   * The bytes of a value within a key.
   *
   * @throws IllegalArgumentException if the value is not of this type
   */
  byte[] encode(Object value) {
    if (!java.isInstance(value)) {
      throw new IllegalArgumentException(
          "key value: " + value + " (expected: " + java.getSimpleName() + " for " + this + ")");
    }
    return switch (this) {
      case BYTES -> ((byte[]) value).clone();
      case STRING -> ((String) value).getBytes(UTF_8);
      case INT32 -> new ProtoWriter(4).fixed32((Integer) value).toByteArray();
      case INT64, UNIX_TIMESTAMP -> new ProtoWriter(8).fixed64((Long) value).toByteArray();
    };
  }
}
