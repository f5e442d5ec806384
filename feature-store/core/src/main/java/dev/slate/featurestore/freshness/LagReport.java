package dev.slate.featurestore.freshness;

import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import dev.slate.featurestore.state.StateFormatException;

/**
 * How long the events of the last minute took until they could be read, of one partition of a view
 * or, merged, of many. Its histograms belong to the reader.
 *
 * @param untilMs the end of the minute
 * @param sinceEvent from when it happened, by the client's clock
 * @param sinceAppend from when the log accepted it
 */
public record LagReport(long untilMs, LagHistogram sinceEvent, LagHistogram sinceAppend) {
  private static final int FORMAT = 1;

  /** What a report looks back on. */
  public static final long WINDOW_MS = 60_000;

  /** Nothing was accepted. */
  public static LagReport empty(long untilMs) {
    return new LagReport(untilMs, new LagHistogram(), new LagHistogram());
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws StateFormatException if the bytes are no report
   */
  public static LagReport decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new StateFormatException("lag report: format " + format + " (expected: 1)");
    }
    LagReport report =
        new LagReport(in.readUnsigned(), LagHistogram.decode(in), LagHistogram.decode(in));
    in.requireEnd();
    return report;
  }

  /** Format, end of the minute, both histograms. */
  public byte[] encode() {
    ByteWriter out = new ByteWriter();
    out.writeByte(FORMAT);
    out.writeUnsigned(untilMs);
    sinceEvent.encode(out);
    sinceAppend.encode(out);
    return out.toByteArray();
  }

  /** Adds another partition's events. */
  public void merge(LagReport other) {
    sinceEvent.merge(other.sinceEvent);
    sinceAppend.merge(other.sinceAppend);
  }

  /** Whether all of it is further back than a report looks: nothing was published since. */
  public boolean isOutdated(long nowMs) {
    return nowMs - untilMs > WINDOW_MS;
  }
}
