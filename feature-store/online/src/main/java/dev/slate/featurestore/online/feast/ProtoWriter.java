package dev.slate.featurestore.online.feast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Appends protobuf's wire format to a growing array. Not thread-safe. */
public final class ProtoWriter {
  private byte[] buffer;
  private int size;

  /**
   * @param capacity bytes expected
   */
  public ProtoWriter(int capacity) {
    buffer = new byte[capacity];
  }

  /** How many bytes a varint takes. */
  public static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  public ProtoWriter varint(long value) {
    require(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  /** Four bytes, little-endian. */
  public ProtoWriter fixed32(int value) {
    require(4);
    buffer[size] = (byte) value;
    buffer[size + 1] = (byte) (value >> 8);
    buffer[size + 2] = (byte) (value >> 16);
    buffer[size + 3] = (byte) (value >> 24);
    size += 4;
    return this;
  }

  /** Eight bytes, little-endian. */
  public ProtoWriter fixed64(long value) {
    return fixed32((int) value).fixed32((int) (value >> 32));
  }

  /** One byte, such as a tag below 128. */
  public ProtoWriter one(int value) {
    require(1);
    buffer[size++] = (byte) value;
    return this;
  }

  public ProtoWriter raw(byte[] bytes) {
    require(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
    return this;
  }

  /** A length-delimited field. */
  public ProtoWriter bytes(int field, byte[] bytes) {
    return varint((long) field << 3 | 2).varint(bytes.length).raw(bytes);
  }

  public ProtoWriter text(int field, String text) {
    return bytes(field, text.getBytes(UTF_8));
  }

  /** Bytes written. */
  public int size() {
    return size;
  }

  /** Forgets what was written; the array stays. */
  public ProtoWriter clear() {
    size = 0;
    return this;
  }

  /** Appends what another one has. */
  public ProtoWriter raw(ProtoWriter other) {
    require(other.size);
    System.arraycopy(other.buffer, 0, buffer, size, other.size);
    size += other.size;
    return this;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  /**
   * The array that is written to; its first {@link #size} bytes count. Write no more after this.
   */
  public byte[] array() {
    return buffer;
  }

  private void require(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
