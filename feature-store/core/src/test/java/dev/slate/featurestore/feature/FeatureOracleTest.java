package dev.slate.featurestore.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.TestEvents;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import dev.slate.featurestore.state.State;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each feature against the plainest way to compute it. */
class FeatureOracleTest {
  private static final Set<EventKind> KINDS = Set.of(EventKind.CLICK, EventKind.RATING);
  private static final WindowedCount HOUR = new WindowedCount("h", KINDS, Duration.ofHours(1));
  private static final DecayedCount DAY = new DecayedCount("d", KINDS, Duration.ofDays(1));
  private static final TotalCount TOTAL = new TotalCount("t", KINDS);
  private static final MeanValue MEAN = new MeanValue("m", EventKind.RATING);
  private static final HoursSinceLast LAST = new HoursSinceLast("l", KINDS);
  private static final long TILE_MS = 3_600_000 / 24;

  private static <S extends State> S fold(Feature<S> feature, List<Event> events) {
    S state = feature.newState();
    for (Event event : events) {
      if (feature.kinds().contains(event.kind())) {
        feature.fold(state, event);
      }
    }
    return state;
  }

  private static List<Event> counted(List<Event> events) {
    return events.stream().filter(e -> KINDS.contains(e.kind())).toList();
  }

  @Property(tries = 300)
  void windowedCount_onTileBoundaries_equalsBruteForce(
      @ForAll long seed, @ForAll @IntRange(max = 200) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, 2 * 3_600_000L);
    long newest = newest(events);
    // Up to what a fast clock may be ahead, counted from the newest event, the window is whole.
    long tiles = new Random(seed).nextLong(newest / TILE_MS - 4, newest / TILE_MS + 40);
    long now = tiles * TILE_MS + TILE_MS - 1;
    long expected =
        counted(events).stream()
            .filter(e -> e.eventTimeMs() <= now && e.eventTimeMs() > now - 3_600_000)
            .count();
    assertThat(HOUR.value(fold(HOUR, events), now)).isEqualTo(expected);
  }

  private static long newest(List<Event> events) {
    return events.stream().mapToLong(Event::eventTimeMs).max().orElse(TestEvents.BEGIN_MS);
  }

  @Property(tries = 200)
  void windowedCount_anywhere_liesBetweenTheWindowAndOneTileLess(
      @ForAll long seed, @ForAll @IntRange(max = 100) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, 2 * 3_600_000L);
    long now = newest(events) + new Random(seed).nextLong(4_000_000);
    float value = HOUR.value(fold(HOUR, events), now);
    assertThat((double) value)
        .isBetween(
            (double) countSince(events, now, 3_600_000 - TILE_MS),
            (double) countSince(events, now, 3_600_000));
  }

  private static long countSince(List<Event> events, long now, long windowMs) {
    return counted(events).stream().filter(e -> e.eventTimeMs() > now - windowMs).count();
  }

  @Test
  void windowedCount_quietUser_fallsToZeroWithoutAnEvent() {
    var state = fold(HOUR, List.of(TestEvents.event(EventKind.CLICK, "e", "u", "i", 7_200_000)));
    assertThat(HOUR.value(state, 7_200_000)).isEqualTo(1);
    assertThat(HOUR.value(state, 7_200_000 + 3_600_000 - 1)).isEqualTo(1);
    assertThat(HOUR.value(state, 7_200_000 + 3_600_000)).isZero();
  }

  @Test
  void windowedCount_oneFastClock_pushesNothingOutOfTheWindow() {
    long now = TestEvents.BEGIN_MS;
    List<Event> events =
        List.of(
            TestEvents.event(EventKind.CLICK, "a", "u", "i", now - 3_400_000),
            TestEvents.event(EventKind.CLICK, "b", "u", "i", now),
            TestEvents.event(EventKind.CLICK, "c", "u", "i", now + ClockSkew.MAX_MS));
    assertThat(ClockSkew.admits(now + ClockSkew.MAX_MS, now)).isTrue();
    assertThat(ClockSkew.admits(now + ClockSkew.MAX_MS + 1, now)).isFalse();
    assertThat(HOUR.value(fold(HOUR, events), now)).isEqualTo(2);
  }

  @Property(tries = 200)
  void decayedCount_equalsTheSumOfWeights(
      @ForAll long seed, @ForAll @IntRange(max = 200) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, 4 * 86_400_000L);
    long now = newest(events) + new Random(seed).nextLong(86_400_000);
    double expected = 0;
    for (Event event : counted(events)) {
      long tileBegin = Math.floorDiv(event.eventTimeMs(), 21_600_000L) * 21_600_000L;
      expected += Math.pow(0.5, (now - tileBegin) / 86_400_000.0);
    }
    assertThat((double) DAY.value(fold(DAY, events), now)).isCloseTo(expected, within(1e-4));
  }

  @Property(tries = 100)
  void totalsMeansAndLast_equalBruteForce(
      @ForAll long seed, @ForAll @IntRange(max = 100) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, 4 * 86_400_000L);
    long now = newest(events) + 1_800_000;
    assertThat(TOTAL.value(fold(TOTAL, events), now)).isEqualTo(counted(events).size());
    double mean =
        events.stream()
            .filter(e -> e.kind() == EventKind.RATING)
            .mapToDouble(Event::value)
            .average()
            .orElse(Double.NaN);
    assertThat(MEAN.value(fold(MEAN, events), now)).isEqualTo(Float.valueOf((float) mean));
    double hours =
        counted(events).isEmpty()
            ? Double.NaN
            : (now - newest(counted(events))) / (double) 3_600_000;
    assertThat(LAST.value(fold(LAST, events), now)).isEqualTo(Float.valueOf((float) hours));
    assertThat(LAST.value(fold(LAST, events), 0))
        .satisfiesAnyOf(v -> assertThat(v).isZero(), v -> assertThat(v).isNaN());
  }

  @Property(tries = 200)
  void merge_ofTwoHalves_equalsTheFoldOfBoth(
      @ForAll long seed, @ForAll @IntRange(max = 300) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, 20 * 86_400_000L);
    int half = count == 0 ? 0 : new Random(seed).nextInt(count);
    History history = new History("x", KINDS, 20);
    for (Feature<?> feature : List.of(HOUR, DAY, TOTAL, MEAN, LAST, history)) {
      State merged = fold(feature, events.subList(0, half));
      merged.merge(fold(feature, events.subList(half, count)));
      assertThat(bytes(merged)).isEqualTo(bytes(fold(feature, events)));
      assertThat(bytes(feature.decode(new ByteReader(bytes(merged))))).isEqualTo(bytes(merged));
    }
  }

  private static byte[] bytes(State state) {
    ByteWriter out = new ByteWriter();
    state.encode(out);
    return out.toByteArray();
  }

  @Property(tries = 100)
  void history_isTheNewestInOrder(@ForAll long seed, @ForAll @IntRange(max = 60) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, 50);
    History history = new History("x", KINDS, 20);
    List<String> expected =
        counted(events).stream()
            .sorted(
                (a, b) ->
                    a.eventTimeMs() != b.eventTimeMs()
                        ? Long.compare(b.eventTimeMs(), a.eventTimeMs())
                        : b.eventId().compareTo(a.eventId()))
            .limit(20)
            .map(Event::eventId)
            .toList();
    assertThat(history.value(fold(history, events), 0))
        .extracting(item -> item.eventId())
        .isEqualTo(expected);
  }
}
