package dev.slate.featurestore.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slate.data.event.Event;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.TestEvents;
import dev.slate.featurestore.feature.Aggregations.Case;
import dev.slate.featurestore.state.ByteReader;
import dev.slate.featurestore.state.ByteWriter;
import dev.slate.featurestore.state.RecentIds;
import dev.slate.featurestore.state.State;
import dev.slate.featurestore.state.StateFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What every aggregation promises. */
class AggregationsTest {
  private static final long HOUR_MS = 3_600_000;

  private static <S extends State> S fold(Feature<S> feature, List<Event> events) {
    S state = feature.newState();
    for (Event event : events) {
      if (feature.kinds().contains(event.kind())) {
        feature.fold(state, event);
      }
    }
    return state;
  }

  private static byte[] bytes(State state) {
    ByteWriter out = new ByteWriter();
    state.encode(out);
    return out.toByteArray();
  }

  private static <S extends State> Object value(Feature<S> feature, State state, long nowMs) {
    @SuppressWarnings("unchecked")
    S own = (S) state;
    if (feature instanceof ScalarFeature<S> scalar) {
      return scalar.value(own, nowMs);
    }
    if (feature instanceof KeysFeature<S> keys) {
      return keys.value(own, nowMs);
    }
    return ((ListFeature<S>) feature).value(own, nowMs);
  }

  private static List<Event> shuffled(List<Event> events, long seed) {
    List<Event> other = new ArrayList<>(events);
    Collections.shuffle(other, new Random(seed));
    return other;
  }

  /** The last millisecond of a tile, up to what a fast clock may be ahead, or later. */
  private static long someTime(List<Event> events, long seed) {
    long newest = events.stream().mapToLong(Event::eventTimeMs).max().orElse(TestEvents.BEGIN_MS);
    long tile = newest / Aggregations.TILE_MS + new Random(seed).nextLong(-4, 40);
    return tile * Aggregations.TILE_MS + Aggregations.TILE_MS - 1;
  }

  private static void assertValue(Object actual, Object expected, String name) {
    if (expected instanceof Float number && !number.isNaN() && !number.isInfinite()) {
      float tolerance = Math.max(1e-6f, Math.abs(number) * 1e-5f);
      assertThat((Float) actual).as(name).isCloseTo(number, within(tolerance));
    } else {
      assertThat(actual).as(name).isEqualTo(expected);
    }
  }

  @Property(tries = 200)
  void value_inAnyOrder_equalsTheOracle(@ForAll long seed, @ForAll @IntRange(max = 200) int count) {
    List<Event> events = Aggregations.events(seed, count, 2 * HOUR_MS);
    long now = someTime(events, seed);
    for (Case each : Aggregations.ALL) {
      Object expected = each.oracle().value(Aggregations.counted(each.feature(), events, now), now);
      State state = fold(each.feature(), shuffled(events, seed));
      assertValue(value(each.feature(), state, now), expected, each.feature().name());
    }
  }

  @Property(tries = 200)
  void bytes_inAnyOrder_areEqual(@ForAll long seed, @ForAll @IntRange(max = 300) int count) {
    List<Event> events = Aggregations.events(seed, count, 5 * HOUR_MS);
    for (Case each : Aggregations.ALL) {
      assertThat(bytes(fold(each.feature(), shuffled(events, seed))))
          .as(each.feature().name())
          .isEqualTo(bytes(fold(each.feature(), events)));
    }
  }

  @Property(tries = 200)
  void merge_ofAnySplit_equalsTheFoldOfAll(
      @ForAll long seed, @ForAll @IntRange(max = 300) int count) {
    List<Event> events = Aggregations.events(seed, count, 5 * HOUR_MS);
    Random random = new Random(seed);
    List<List<Event>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    events.forEach(event -> parts.get(random.nextInt(parts.size())).add(event));
    for (Case each : Aggregations.ALL) {
      State merged = fold(each.feature(), parts.get(0));
      merged.merge(fold(each.feature(), parts.get(1)));
      merged.merge(fold(each.feature(), parts.get(2)));
      assertThat(bytes(merged))
          .as(each.feature().name())
          .isEqualTo(bytes(fold(each.feature(), events)));
    }
  }

  @Property(tries = 200)
  void decode_betweenAnyTwoEvents_goesOnTheSame(
      @ForAll long seed, @ForAll @IntRange(max = 100) int count) {
    List<Event> events = shuffled(Aggregations.events(seed, count, 5 * HOUR_MS), seed);
    Random random = new Random(seed);
    for (Case each : Aggregations.ALL) {
      assertThat(bytes(foldAndStore(each.feature(), events, random)))
          .as(each.feature().name())
          .isEqualTo(bytes(fold(each.feature(), events)));
    }
  }

  private static <S extends State> State foldAndStore(
      Feature<S> feature, List<Event> events, Random random) {
    S state = feature.newState();
    for (Event event : events) {
      if (feature.kinds().contains(event.kind())) {
        feature.fold(state, event);
      }
      if (random.nextInt(5) == 0) {
        ByteReader in = new ByteReader(bytes(state));
        state = feature.decode(in);
        in.requireEnd();
      }
    }
    return state;
  }

  @Property(tries = 100)
  void window_withoutEvents_expires(@ForAll long seed, @ForAll @IntRange(max = 100) int count) {
    List<Event> events = Aggregations.events(seed, count, HOUR_MS);
    long later = TestEvents.BEGIN_MS + 2 * HOUR_MS + Aggregations.TILE_MS;
    for (Case each : Aggregations.ALL) {
      if (each.feature().reachMs() == HOUR_MS) {
        assertThat(value(each.feature(), fold(each.feature(), events), later))
            .as(each.feature().name())
            .isEqualTo(value(each.feature(), each.feature().newState(), later));
      }
    }
  }

  @Property(tries = 100)
  void entity_withRepeatsInAnyOrder_countsEachEventOnce(
      @ForAll long seed, @ForAll @IntRange(max = RecentIds.CAPACITY) int count) {
    FeatureView view = Aggregations.view(Entity.USER);
    List<Event> events = Aggregations.events(seed, count, RecentIds.WINDOW_MS);
    assertThat(TestEvents.fold(view, TestEvents.shuffledWithRepeats(events, seed)).encode())
        .isEqualTo(TestEvents.fold(view, events).encode());
  }

  @Property(tries = 1_000)
  void decode_ofChangedBytes_isRefusedOrGivesTheSameBytesAgain(@ForAll long seed) {
    Random random = new Random(seed);
    FeatureView view = Aggregations.view(random.nextBoolean() ? Entity.USER : Entity.ITEM);
    List<Event> events = Aggregations.events(seed, random.nextInt(40), 5 * HOUR_MS);
    byte[] bytes = TestEvents.fold(view, events).encode();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(5, bytes.length)] = (byte) random.nextInt(256);
    }
    try {
      EntityState state = EntityState.decode(view, bytes);
      assertThat(state.encode()).isEqualTo(bytes);
      state.values(TestEvents.BEGIN_MS, new float[view.scalars().size()], 0);
      state.history(TestEvents.BEGIN_MS);
    } catch (StateFormatException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
  }
}
