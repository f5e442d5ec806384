package dev.slate.featurestore.freshness;

import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import dev.slate.featurestore.state.StateFormatException;
import java.util.Arrays;

/**
 * Counts of durations in milliseconds, in buckets that grow with the duration: exact below 32 ms,
 * within 1/16 (6.25 %) above, to 2^41 ms (69 years); what is longer counts as that, what is
 * negative as 0. The layout is HdrHistogram's.
 *
 * <p>{@link #record} is a shift and an increment. Merging is addition: associative, commutative,
 * and the same as recording everything in one. 4.7 KB; not thread-safe.
 */
public final class LagHistogram {
  private static final int FORMAT = 1;
  private static final int SUB_BITS = 4;
  private static final int SUB = 1 << SUB_BITS;
  private static final long MAX_MS = (1L << 41) - 1;
  static final int BUCKETS = index(MAX_MS) + 1;

  private final long[] counts = new long[BUCKETS];
  private long count;

  /** Reads what {@link #encode} wrote. */
  public static LagHistogram decode(ByteReader in) {
    int format = in.readByte();
    if (format != FORMAT) {
      throw new StateFormatException("lag histogram: format " + format + " (expected: 1)");
    }
    LagHistogram histogram = new LagHistogram();
    int used = in.readCount(2);
    long at = -1;
    for (int i = 0; i < used; i++) {
      long skipped = in.readUnsigned();
      if (skipped < 0 || skipped > BUCKETS - 2 - at) {
        throw new StateFormatException("lag histogram: a bucket beyond " + (BUCKETS - 1));
      }
      at += 1 + skipped;
      long times = in.readUnsigned();
      histogram.counts[(int) at] = times;
      histogram.count += times;
    }
    return histogram;
  }

  /** Counts one duration. */
  public void record(long ms) {
    counts[index(Math.max(0, Math.min(MAX_MS, ms)))]++;
    count++;
  }

  /** Adds all that another one counted. */
  public void merge(LagHistogram other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(counts, 0);
    count = 0;
  }

  /** How many durations were counted. */
  public long count() {
    return count;
  }

  /**
   * The upper end of the bucket in which the quantile lies; 0 if nothing was counted.
   *
   * @param share 0 to 1
   */
  public long quantileMs(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return upperMs(i);
      }
    }
    return 0;
  }

  /** How many were at most so long, but for those in the bucket that the bound cuts. */
  public long countAtMost(long ms) {
    long sum = 0;
    for (int i = 0; i < BUCKETS && upperMs(i) <= ms; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /**
   * Format, number of buckets in use, and of each how many were skipped before it and its count.
   */
  public void encode(ByteWriter out) {
    out.writeByte(FORMAT);
    out.writeUnsigned(Arrays.stream(counts).filter(times -> times > 0).count());
    int next = 0;
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i] > 0) {
        out.writeUnsigned(i - next);
        out.writeUnsigned(counts[i]);
        next = i + 1;
      }
    }
  }

  private static int index(long ms) {
    int octave = Math.max(0, 63 - Long.numberOfLeadingZeros(ms) - SUB_BITS);
    return (octave << SUB_BITS) + (int) (ms >>> octave);
  }

  /** The longest duration of a bucket. */
  private static long upperMs(int index) {
    if (index < 2 * SUB) {
      return index;
    }
    int octave = (index >>> SUB_BITS) - 1;
    return ((long) (index & SUB - 1 | SUB) + 1 << octave) - 1;
  }
}
