package dev.slate.featurestore.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the primitives of the state format: little-endian, LEB128 varints, length-prefixed UTF-8.
 * Not thread-safe.
 */
public final class ByteWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  public ByteWriter() {
    this(256);
  }

  /**
   * @param capacity bytes to begin with; it grows as needed
   */
  public ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  private void require(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** Bytes written so far. */
  public int size() {
    return size;
  }

  public void writeByte(int value) {
    require(1);
    bytes[size++] = (byte) value;
  }

  /** Zigzag varint: 1 byte for -64..63, at most 10. */
  public void writeLong(long value) {
    writeUnsigned(value << 1 ^ value >> 63);
  }

  /** Unsigned varint: 1 byte for 0..127, at most 10. */
  public void writeUnsigned(long value) {
    require(10);
    byte[] to = bytes;
    int at = size;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      to[at++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    size = at;
  }

  public void writeFixed64(long value) {
    require(Long.BYTES);
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  public void writeDouble(double value) {
    writeFixed64(Double.doubleToLongBits(value));
  }

  public void writeFixed32(int value) {
    require(Integer.BYTES);
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
  }

  public void writeFloat(float value) {
    writeFixed32(Float.floatToIntBits(value));
  }

  public void writeString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    writeUnsigned(utf8.length);
    write(utf8, 0, utf8.length);
  }

  /** Appends {@code length} bytes as they are. */
  void write(byte[] from, int offset, int length) {
    require(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** Appends the bytes of another writer from an offset on. */
  void write(ByteWriter that, int from, int end) {
    write(that.bytes, from, end - from);
  }

  /** Reads what was written, from an offset on, until the next write. */
  ByteReader reader(int from) {
    return new ByteReader(bytes, from, size);
  }

  /** Forgets the first {@code count} bytes. */
  void discard(int count) {
    size -= count;
    System.arraycopy(bytes, count, bytes, 0, size);
  }

  /** Forgets all that was written and keeps the memory. */
  public void clear() {
    size = 0;
  }

  /** A copy of the bytes written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
