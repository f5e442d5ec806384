package dev.slate.serving.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.serving.context.LadderStep;
import dev.slate.serving.context.Rung;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of logged requests, and for how long. */
class TraceStoreTest {
  private static final long NOW = 1_763_500_000_000L;
  private static final Duration KEEP = Duration.ofHours(1);

  private static TraceStore store(long maxBytes, long nowMs) {
    return new TraceStore(maxBytes, KEEP, Clock.fixed(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC));
  }

  private static TraceRecord record(String requestId, String userId, long timeMs) {
    TraceRecord.Row row =
        new TraceRecord.Row(
            FeatureStatus.PRESENT, new float[] {1.5f, Float.NaN, 0.1f}, timeMs, timeMs);
    return new TraceRecord(
        requestId,
        TraceRecord.Cause.SAMPLED,
        new TraceRecord.Request(
            userId,
            List.of(),
            5,
            "home",
            Set.of("x"),
            null,
            "price < 3",
            Set.of(),
            null,
            "Europe/Berlin",
            0,
            null,
            new int[] {1, -2},
            0),
        timeMs,
        "m1",
        Map.of("rerank.mmr.lambda", 0.9),
        Map.of(),
        null,
        new LadderStep(Rung.FULL, null),
        new LadderStep(Rung.LIGHT, "no time"),
        false,
        new TraceRecord.User(row, row, List.of(), null, List.of()),
        List.of(),
        List.of(),
        List.of(new TraceRecord.Shown("i1", 0.1f, "One", List.of("a"), List.of("als"))),
        JsonNodeFactory.instance.objectNode().put("timeMs", timeMs));
  }

  private static void put(TraceStore store, TraceRecord record) {
    store.handle(record.requestId(), TraceCodec.encode(record), 0);
  }

  @Test
  void find_givesWhatWasPut_toTheLastBit() {
    TraceStore store = store(1 << 20, NOW);
    TraceRecord put = record("r1", "u1", NOW);
    put(store, put);
    TraceRecord found = Objects.requireNonNull(store.find("r1"));
    assertThat(TraceCodec.encode(found)).isEqualTo(TraceCodec.encode(put));
    assertThat(found.user().activity().values()).containsExactly(1.5f, Float.NaN, 0.1f);
    assertThat(found.items()).isEqualTo(put.items());
    assertThat(store.find("r2")).isNull();
  }

  @Test
  void newest_isBoundedInBytesAndAge_andListsTheNewestFirst() {
    int size = TraceCodec.encode(record("r0", "u1", NOW)).length;
    TraceStore store = store(3L * size + size / 2, NOW);
    put(store, record("old", "u1", NOW - KEEP.toMillis() - 1));
    assertThat(store.find("old")).isNull();
    for (int i = 0; i < 5; i++) {
      put(store, record("r" + i, i % 2 == 0 ? "u1" : "u2", NOW));
    }
    put(store, record("r4", "u1", NOW));
    assertThat(store.newest(10, one -> true))
        .extracting(TraceSummary::requestId)
        .containsExactly("r4", "r3", "r2");
    assertThat(store.newest(1, one -> "u2".equals(one.userId())))
        .extracting(TraceSummary::requestId)
        .containsExactly("r3");
    store.forget("u1"::equals);
    assertThat(store.newest(10, one -> true))
        .extracting(TraceSummary::requestId)
        .containsExactly("r3");
  }

  @Test
  void decode_bytesThatAreNone_areRefused() {
    byte[] good = TraceCodec.encode(record("r1", "u1", NOW));
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
      assertThatThrownBy(() -> TraceCodec.decode(bad)).isInstanceOf(UncheckedIOException.class);
    }
    byte[] other = good.clone();
    other[0] = 9;
    assertThatThrownBy(() -> TraceCodec.decodeSummary(other)).hasMessageContaining("format 9");
    byte[] huge = good.clone();
    huge[1] = 0x7f;
    assertThatThrownBy(() -> TraceCodec.decodeSummary(huge)).hasMessageContaining("at most");
  }
}
