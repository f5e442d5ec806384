package dev.slate.featurestore.online.feast;

import dev.slate.featurestore.state.StateFormatException;

/** Reads protobuf's wire format; every method throws {@link StateFormatException} at the end. */
final class ProtoReader {
  private final byte[] bytes;
  private int at;

  ProtoReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new StateFormatException("varint: more than 10 bytes");
  }

  int fixed32() {
    int value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (next() & 0xff) << shift;
    }
    return value;
  }

  long fixed64() {
    return fixed32() & 0xffffffffL | (long) fixed32() << 32;
  }

  private byte next() {
    if (at == bytes.length) {
      throw new StateFormatException("value: ends after " + at + " bytes");
    }
    return bytes[at++];
  }
}
