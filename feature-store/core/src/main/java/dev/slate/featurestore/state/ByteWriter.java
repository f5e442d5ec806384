package dev.slate.featurestore.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the primitives of the state format: little-endian, LEB128 varints, length-prefixed UTF-8.
 */
public final class ByteWriter {
  private byte[] bytes = new byte[256];
  private int size;

  private void require(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
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
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  public void writeFixed64(long value) {
    require(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  public void writeDouble(double value) {
    writeFixed64(Double.doubleToLongBits(value));
  }

  public void writeFixed32(int value) {
    require(4);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  public void writeFloat(float value) {
    writeFixed32(Float.floatToIntBits(value));
  }

  public void writeString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    writeUnsigned(utf8.length);
    require(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
