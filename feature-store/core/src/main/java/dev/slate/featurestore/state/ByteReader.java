package dev.slate.featurestore.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote and nothing else: lengths are checked against what is left,
 * and a number or text that the writer would have written otherwise is refused. All methods throw
 * {@link StateFormatException}.
 */
public final class ByteReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NOT_ASCII = 0x8080808080808080L;

  private final byte[] bytes;
  private final int end;
  private int position;

  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code bytes[from..end)}. */
  ByteReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  /** Offset of the next byte. */
  int position() {
    return position;
  }

  public int readByte() {
    require(1);
    return bytes[position++] & 0xff;
  }

  public long readLong() {
    long raw = readUnsigned();
    return raw >>> 1 ^ -(raw & 1);
  }

  public long readUnsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = readByte();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (b == 0 && shift > 0 || shift == 63 && b > 1) {
          throw new StateFormatException("varint before " + position + " is not the shortest");
        }
        return value;
      }
    }
    throw new StateFormatException("varint longer than 10 bytes at " + position);
  }

  /** Reads a number that must not be negative, such as a time. */
  public long readNatural() {
    long value = readUnsigned();
    if (value < 0) {
      throw new StateFormatException("number before " + position + " is above 2^63");
    }
    return value;
  }

  /** Reads a count of things that take at least {@code minBytes} each. */
  public int readCount(int minBytes) {
    long count = readUnsigned();
    if (count < 0 || count > (end - position) / minBytes) {
      throw new StateFormatException(
          "count " + count + " at " + position + " exceeds the bytes left");
    }
    return (int) count;
  }

  public long readFixed64() {
    require(Long.BYTES);
    long value = (long) LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  public double readDouble() {
    long bits = readFixed64();
    double value = Double.longBitsToDouble(bits);
    if (Double.doubleToLongBits(value) != bits) {
      throw new StateFormatException("NaN before " + position + " is not the canonical one");
    }
    return value;
  }

  public int readFixed32() {
    require(Integer.BYTES);
    int value = (int) INTS.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  public float readFloat() {
    int bits = readFixed32();
    float value = Float.intBitsToFloat(bits);
    if (Float.floatToIntBits(value) != bits) {
      throw new StateFormatException("NaN before " + position + " is not the canonical one");
    }
    return value;
  }

  public String readString() {
    int length = readCount(1);
    String value = text(position, length);
    position += length;
    return value;
  }

  /** Passes over a text, which is checked all the same. O(its length), no allocation for ASCII. */
  void skipString() {
    int length = readCount(1);
    if (!isAscii(position, length)) {
      text(position, length);
    }
    position += length;
  }

  /** Passes over a text that was checked before. */
  void skipBytes() {
    int length = readCount(1);
    position += length;
  }

  /** Reads the text at an offset and goes nowhere. */
  String stringAt(int offset) {
    return new ByteReader(bytes, offset, end).readString();
  }

  /** What was read since an offset. */
  ByteWriter copy(int from) {
    ByteWriter copy = new ByteWriter(position - from);
    copy.write(bytes, from, position - from);
    return copy;
  }

  private String text(int from, int length) {
    String value = new String(bytes, from, length, StandardCharsets.UTF_8);
    // What is not UTF-8 is read as U+FFFD.
    if (value.indexOf('\ufffd') >= 0) {
      byte[] again = value.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(again, 0, again.length, bytes, from, from + length)) {
        throw new StateFormatException("text at " + from + " is not UTF-8");
      }
    }
    return value;
  }

  private boolean isAscii(int from, int length) {
    int at = from;
    int to = from + length;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      if (((long) LONGS.get(bytes, at) & NOT_ASCII) != 0) {
        return false;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Fails unless all bytes were read. */
  public void requireEnd() {
    if (position != end) {
      throw new StateFormatException((end - position) + " bytes left over");
    }
  }

  private void require(int more) {
    if (end - position < more) {
      throw new StateFormatException("ends at " + end + ", wanted " + more + " more");
    }
  }
}
