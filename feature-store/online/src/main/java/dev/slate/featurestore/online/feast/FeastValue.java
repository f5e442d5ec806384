package dev.slate.featurestore.online.feast;

import dev.slate.featurestore.state.StateFormatException;
import java.time.Instant;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * The bytes of {@code feast.types.Value}, and of the timestamp beside it. A null value has no
 * bytes; a zero has, because the fields are a {@code oneof}.
 */
public final class FeastValue {
  /** Nothing is set. */
  public static final byte[] NULL = {};

  private static final int STRING = 2;
  private static final int INT32 = 3;
  private static final int INT64 = 4;
  private static final int DOUBLE = 5;
  private static final int FLOAT = 6;
  private static final int BOOL = 7;
  private static final int UNIX_TIMESTAMP = 8;
  private static final int STRING_LIST = 12;
  private static final int INT64_LIST = 14;
  private static final int FLOAT_LIST = 16;

  private FeastValue() {}

  private static byte[] number(int field, long value) {
    return new ProtoWriter(11).one(field << 3).varint(value).toByteArray();
  }

  public static byte[] int64(long value) {
    return number(INT64, value);
  }

  public static byte[] int32(int value) {
    return number(INT32, value);
  }

  public static byte[] bool(boolean value) {
    return number(BOOL, value ? 1 : 0);
  }

  /** Seconds since 1970. */
  public static byte[] unixTimestamp(long seconds) {
    return number(UNIX_TIMESTAMP, seconds);
  }

  public static byte[] float32(float value) {
    return new ProtoWriter(5)
        .one(FLOAT << 3 | 5)
        .fixed32(Float.floatToRawIntBits(value))
        .toByteArray();
  }

  /** NaN, which is null in Slate, becomes {@link #NULL}. */
  public static byte[] nullableFloat(float value) {
    return Float.isNaN(value) ? NULL : float32(value);
  }

  public static byte[] float64(double value) {
    return new ProtoWriter(9)
        .one(DOUBLE << 3 | 1)
        .fixed64(Double.doubleToRawLongBits(value))
        .toByteArray();
  }

  public static byte[] string(String value) {
    return new ProtoWriter(value.length() + 4).text(STRING, value).toByteArray();
  }

  public static byte[] floats(float[] values) {
    return packed(
        FLOAT_LIST, values.length, (out, i) -> out.fixed32(Float.floatToRawIntBits(values[i])));
  }

  public static byte[] int64s(long[] values) {
    return packed(INT64_LIST, values.length, (out, i) -> out.varint(values[i]));
  }

  public static byte[] strings(List<String> values) {
    ProtoWriter list = new ProtoWriter(16 * values.size() + 1);
    values.forEach(value -> list.text(1, value));
    return list(STRING_LIST, list);
  }

  private static byte[] packed(int field, int count, ObjIntConsumer<ProtoWriter> element) {
    ProtoWriter elements = new ProtoWriter(8 * count + 1);
    for (int i = 0; i < count; i++) {
      element.accept(elements, i);
    }
    ProtoWriter list = new ProtoWriter(elements.size() + 4);
    if (count > 0) {
      list.bytes(1, elements.toByteArray());
    }
    return list(field, list);
  }

  private static byte[] list(int field, ProtoWriter list) {
    return new ProtoWriter(list.size() + 4).bytes(field, list.toByteArray()).toByteArray();
  }

  /** A {@code google.protobuf.Timestamp}; zero fields are not written. */
  public static byte[] timestamp(Instant time) {
    ProtoWriter out = new ProtoWriter(18);
    if (time.getEpochSecond() != 0) {
      out.one(1 << 3).varint(time.getEpochSecond());
    }
    if (time.getNano() != 0) {
      out.one(2 << 3).varint(time.getNano());
    }
    return out.toByteArray();
  }

  /**
   * Reads {@link #timestamp}.
   *
   * @throws StateFormatException if the bytes are none
   */
  public static Instant readTimestamp(byte[] bytes) {
    ProtoReader in = new ProtoReader(bytes);
    long seconds = 0;
    long nanos = 0;
    while (in.hasMore()) {
      int tag = (int) in.varint();
      switch (tag) {
        case 1 << 3 -> seconds = in.varint();
        case 2 << 3 -> nanos = in.varint();
        default -> throw new StateFormatException("timestamp: field tag " + tag + " is not known");
      }
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  /**
   * A number as a float; NaN if nothing is set.
   *
   * @throws StateFormatException if the value is no number
   */
  public static float toFloat(byte[] bytes) {
    if (bytes.length == 0) {
      return Float.NaN;
    }
    ProtoReader in = new ProtoReader(bytes);
    int tag = (int) in.varint();
    return switch (tag) {
      case FLOAT << 3 | 5 -> Float.intBitsToFloat(in.fixed32());
      case DOUBLE << 3 | 1 -> (float) Double.longBitsToDouble(in.fixed64());
      case INT32 << 3, INT64 << 3, BOOL << 3, UNIX_TIMESTAMP << 3 -> in.varint();
      default -> throw new StateFormatException("value: tag " + tag + " (expected: a number's)");
    };
  }
}
