package dev.slate.featurestore.state;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote; every length is checked against what is left. */
public final class ByteReader {
  private final byte[] bytes;
  private int position;

  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
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
        return value;
      }
    }
    throw new StateFormatException("varint longer than 10 bytes at " + position);
  }

  /** Reads a count of things that take at least {@code minBytes} each. */
  public int readCount(int minBytes) {
    long count = readUnsigned();
    if (count < 0 || count > (bytes.length - position) / minBytes) {
      throw new StateFormatException(
          "count " + count + " at " + position + " exceeds the bytes left");
    }
    return (int) count;
  }

  public long readFixed64() {
    require(8);
    long value = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      value |= (bytes[position++] & 0xffL) << shift;
    }
    return value;
  }

  public double readDouble() {
    return Double.longBitsToDouble(readFixed64());
  }

  public int readFixed32() {
    require(4);
    int value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (bytes[position++] & 0xff) << shift;
    }
    return value;
  }

  public float readFloat() {
    return Float.intBitsToFloat(readFixed32());
  }

  public String readString() {
    int length = readCount(1);
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  /** Fails unless all bytes were read. */
  public void requireEnd() {
    if (position != bytes.length) {
      throw new StateFormatException((bytes.length - position) + " bytes left over");
    }
  }

  private void require(int more) {
    if (bytes.length - position < more) {
      throw new StateFormatException("ends at " + bytes.length + ", wanted " + more + " more");
    }
  }
}
