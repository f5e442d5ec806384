package dev.slate.featurestore.store;

import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import dev.slate.featurestore.state.StateFormatException;

/**
 * One row of a batch view.
 *
 * <p>Bytes: format 1, the first 8 bytes of the catalogue's fingerprint, event time, float32 values.
 *
 * @param fingerprint first 16 hex digits of {@link
 *     dev.slate.featurestore.FeatureCatalog#fingerprint()}, as a number
 * @param eventTimeMs the time as of which the row holds
 * @param values of the view's scalar features in order; NaN is null
 */
@SuppressWarnings("ArrayRecordComponent") // The reader owns the array; rows are never compared.
public record PackedRow(long fingerprint, long eventTimeMs, float[] values) {
  private static final int FORMAT = 1;

  /** The short fingerprint of a catalogue's full one. */
  public static long shortFingerprint(String fingerprint) {
    return Long.parseUnsignedLong(fingerprint.substring(0, 16), 16);
  }

  public byte[] encode() {
    ByteWriter out = new ByteWriter();
    out.writeByte(FORMAT);
    out.writeFixed64(fingerprint);
    out.writeFixed64(eventTimeMs);
    out.writeUnsigned(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws StateFormatException if the bytes are no packed row
   */
  public static PackedRow decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    requireFormat(in);
    long fingerprint = in.readFixed64();
    long eventTimeMs = in.readFixed64();
    float[] values = new float[in.readCount(Float.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    in.requireEnd();
    return new PackedRow(fingerprint, eventTimeMs, values);
  }

  /**
   * The event time alone of what {@link #encode} wrote.
   *
   * @throws StateFormatException if the bytes are no packed row
   */
  public static long eventTimeMs(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    requireFormat(in);
    in.readFixed64();
    return in.readFixed64();
  }

  private static void requireFormat(ByteReader in) {
    int format = in.readByte();
    if (format != FORMAT) {
      throw new StateFormatException(
          "packed row: format " + format + " (expected: " + FORMAT + ")");
    }
  }
}
