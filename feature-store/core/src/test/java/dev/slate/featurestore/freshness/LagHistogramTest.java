package dev.slate.featurestore.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import dev.slate.featurestore.state.StateFormatException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LagHistogramTest {
  private static final long MAX = (1L << 41) - 1;

  @Property
  void quantile_ofAnyDurations_isWithinOneSixteenthOfTheSortedOne(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = MAX) Long> durations,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    List<Long> sorted = new ArrayList<>(durations);
    sorted.sort(null);
    long exact = sorted.get(Math.max(1, (int) Math.ceil(share * sorted.size())) - 1);

    long quantile = of(durations).quantileMs(share);

    assertThat(quantile).isBetween(exact, exact + exact / 16);
  }

  @Property
  void merge_ofAnyHalves_isRecordingEverythingInOne(
      @ForAll List<@LongRange(min = 0, max = MAX) Long> a,
      @ForAll List<@LongRange(min = 0, max = MAX) Long> b) {
    List<Long> all = new ArrayList<>(a);
    all.addAll(b);
    LagHistogram merged = of(b);
    merged.merge(of(a));
    assertThat(bytes(merged)).isEqualTo(bytes(of(all)));
    assertThat(merged.count()).isEqualTo(all.size());
  }

  @Property
  void decode_ofEncoded_hasTheSameBytesAndCount(
      @ForAll List<@LongRange(min = 0, max = MAX) Long> durations) {
    byte[] bytes = bytes(of(durations));
    LagHistogram decoded = LagHistogram.decode(new ByteReader(bytes));
    assertThat(bytes(decoded)).isEqualTo(bytes);
    assertThat(decoded.count()).isEqualTo(durations.size());
  }

  @Test
  void record_outOfRange_countsAsTheNearest() {
    LagHistogram histogram = of(List.of(-5L, Long.MAX_VALUE));
    assertThat(histogram.quantileMs(0)).isZero();
    assertThat(histogram.quantileMs(1)).isEqualTo(MAX);
    assertThat(histogram.countAtMost(0)).isEqualTo(1);
    assertThat(histogram.countAtMost(MAX)).isEqualTo(2);
  }

  @Test
  void quantile_ofNothing_isZero() {
    assertThat(new LagHistogram().quantileMs(0.99)).isZero();
  }

  @Test
  void clear_forgetsEverything() {
    LagHistogram histogram = of(List.of(7L, 9_000L));
    histogram.clear();
    assertThat(bytes(histogram)).isEqualTo(bytes(new LagHistogram()));
  }

  @Test
  void decode_bucketBeyondTheLast_isRefused() {
    ByteWriter out = new ByteWriter();
    out.writeByte(1);
    out.writeUnsigned(1);
    out.writeUnsigned(LagHistogram.BUCKETS);
    out.writeUnsigned(1);
    assertThatThrownBy(() -> LagHistogram.decode(new ByteReader(out.toByteArray())))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("bucket beyond");
  }

  private static LagHistogram of(List<Long> durations) {
    LagHistogram histogram = new LagHistogram();
    durations.forEach(histogram::record);
    return histogram;
  }

  private static byte[] bytes(LagHistogram histogram) {
    ByteWriter out = new ByteWriter();
    histogram.encode(out);
    return out.toByteArray();
  }
}
