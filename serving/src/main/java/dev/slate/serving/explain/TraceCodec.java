package dev.slate.serving.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The bytes of a logged request: format version (1 byte), length of its summary (4 bytes), the
 * summary as JSON, the {@link TraceRecord} as gzipped JSON. The summary is read without the rest.
 */
final class TraceCodec {
  private static final int FORMAT_VERSION = 1;
  private static final int MAX_RECORD = 16 * 1024 * 1024;
  private static final int MAX_SUMMARY = 64 * 1024;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TraceCodec() {}

  static TraceSummary summary(TraceRecord record) {
    return new TraceSummary(
        record.requestId(),
        record.request().userId(),
        record.timeMs(),
        record.request().surface(),
        record.cause(),
        record.model(),
        record.reached().rung().wireName(),
        record.reached().reason(),
        record.experiments(),
        record.items().size());
  }

  static byte[] encode(TraceRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] summary = MAPPER.writeValueAsBytes(summary(record));
      out.writeByte(FORMAT_VERSION);
      out.writeInt(summary.length);
      out.write(summary);
      try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
        MAPPER.writeValue(zip, record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws UncheckedIOException if the bytes are none of this format
   */
  static TraceSummary decodeSummary(byte[] bytes) {
    try (DataInputStream in = open(bytes)) {
      return MAPPER.readValue(in.readNBytes(summaryLength(in)), TraceSummary.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws UncheckedIOException if the bytes are none of this format
   */
  static TraceRecord decode(byte[] bytes) {
    try (DataInputStream in = open(bytes)) {
      in.skipNBytes(summaryLength(in));
      byte[] json = new GZIPInputStream(in).readNBytes(MAX_RECORD);
      return MAPPER.readValue(json, TraceRecord.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataInputStream open(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static int summaryLength(DataInputStream in) throws IOException {
    int version = in.readByte();
    int length = in.readInt();
    if (version != FORMAT_VERSION || length < 0 || length > MAX_SUMMARY) {
      throw new IOException(
          "format "
              + version
              + ", summary of "
              + length
              + " bytes (expected: format "
              + FORMAT_VERSION
              + ", at most "
              + MAX_SUMMARY
              + ")");
    }
    return length;
  }
}
