package dev.slate.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.RecentIds;
import dev.slate.featurestore.state.StateFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EntityStateTest {
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final long NOW = TestEvents.BEGIN_MS + 7 * 86_400_000L;

  @Property(tries = 200)
  void anyOrderWithRepeats_withinTheWindow_givesEqualBytes(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = RecentIds.CAPACITY) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, RecentIds.WINDOW_MS);
    FeatureView view = CATALOG.userActivity();
    assertThat(TestEvents.fold(view, TestEvents.shuffledWithRepeats(events, seed + 1)).encode())
        .isEqualTo(TestEvents.fold(view, events).encode());
  }

  @Property(tries = 100)
  void anyOrder_ofDistinctEventsOverMonths_givesEqualBytes(
      @ForAll long seed, @ForAll @IntRange(max = 300) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, 200 * 86_400_000L);
    List<Event> shuffled = new java.util.ArrayList<>(events);
    java.util.Collections.shuffle(shuffled, new Random(seed));
    for (FeatureView view : CATALOG.views()) {
      assertThat(TestEvents.fold(view, shuffled).encode())
          .isEqualTo(TestEvents.fold(view, events).encode());
    }
  }

  @Property(tries = 100)
  void decode_ofEncode_isTheSameStateAndGoesOnTheSame(
      @ForAll long seed, @ForAll @IntRange(max = 200) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, 3 * 86_400_000L);
    for (FeatureView view : CATALOG.views()) {
      EntityState whole = EntityState.empty(view);
      EntityState stored = EntityState.empty(view);
      for (int i = 0; i < events.size(); i++) {
        whole.apply(events.get(i));
        stored.apply(events.get(i));
        if (i % 7 == 0) {
          stored = EntityState.decode(view, stored.encode());
        }
      }
      assertThat(stored.encode()).isEqualTo(whole.encode());
      assertThat(values(stored)).isEqualTo(values(whole));
      assertThat(stored.history(NOW)).isEqualTo(whole.history(NOW));
      assertThat(stored.newestEventTimeMs()).isEqualTo(whole.newestEventTimeMs());
    }
  }

  private static float[] values(EntityState state) {
    float[] out = new float[state.view().scalars().size()];
    assertThat(state.values(NOW, out, 0)).isEqualTo(out.length);
    return out;
  }

  @Property(tries = 200)
  void frozenState_atAnyTimesBetweenAnyEvents_hasTheSameBits(
      @ForAll long seed, @ForAll @IntRange(max = 80) int count) {
    Random random = new Random(seed);
    List<Event> events = TestEvents.ofOneUser(seed, count, 40 * 86_400_000L);
    for (FeatureView view : CATALOG.views()) {
      EntityState state = EntityState.empty(view);
      assertThat(FrozenState.empty(view).bytes()).isEqualTo(state.encode());
      long now = TestEvents.BEGIN_MS;
      for (Event event : events) {
        state.apply(event);
        FrozenState frozen = FrozenState.decode(view, state.encode());
        for (int i = 0; i < 4; i++) {
          // Mostly a little later, at times much later or earlier than the last one.
          now +=
              random.nextInt(8) == 0 ? random.nextLong(-9, 9) * 43_200_000 : random.nextInt(90_000);
          float[] expected = new float[view.scalars().size()];
          float[] actual = new float[expected.length];
          state.values(now, expected, 0);
          assertThat(frozen.values(new ValuesAt(view, now), actual, 0)).isEqualTo(actual.length);
          assertThat(actual).isEqualTo(expected);
        }
      }
    }
  }

  @Property(tries = 400)
  void decode_ofCorruptBytes_isRefusedOrReadsButNeverFailsOtherwise(@ForAll long seed) {
    Random random = new Random(seed);
    for (FeatureView view : CATALOG.views()) {
      byte[] bytes =
          TestEvents.fold(view, TestEvents.ofOneUser(seed, 60, 5 * 86_400_000L)).encode();
      byte[] corrupt = corrupt(bytes, random);
      try {
        EntityState state = EntityState.decode(view, corrupt);
        state.values(NOW, new float[32], 0);
        state.apply(TestEvents.event(EventKind.CLICK, "x", "u", "i", NOW));
        state.encode();
      } catch (StateFormatException refused) {
        assertThat(refused).hasMessageMatching(".+");
      }
    }
  }

  private static byte[] corrupt(byte[] bytes, Random random) {
    byte[] corrupt = Arrays.copyOf(bytes, bytes.length - random.nextInt(3));
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      corrupt[random.nextInt(corrupt.length)] =
          (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
    }
    return corrupt;
  }

  @Test
  void decode_ofImpossibleSizes_isRefused() {
    FeatureView view = CATALOG.itemActivity();
    byte[] empty = EntityState.empty(view).encode();
    byte[] hugeCount = Arrays.copyOf(empty, 40);
    // Behind format, fingerprint and newest time: a count of 2^63 + ...
    Arrays.fill(hugeCount, 6, 15, (byte) 0xff);
    hugeCount[15] = 1;
    assertThatThrownBy(() -> EntityState.decode(view, hugeCount))
        .isInstanceOf(StateFormatException.class);
    assertThatThrownBy(() -> EntityState.decode(CATALOG.userActivity(), empty))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("another definition");
    assertThatThrownBy(() -> EntityState.decode(view, new byte[0]))
        .isInstanceOf(StateFormatException.class);
    assertThatThrownBy(() -> EntityState.decode(view, new byte[] {1, 0}))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("format 1 (expected: 2)");
  }

  @Test
  void apply_repeatInTheWindow_isRefusedOnlyForUsers() {
    Event click = TestEvents.event(EventKind.CLICK, "e", "u", "i", NOW);
    EntityState user = EntityState.empty(CATALOG.userActivity());
    assertThat(user.apply(click)).isTrue();
    assertThat(user.apply(click)).isFalse();
    EntityState item = EntityState.empty(CATALOG.itemActivity());
    assertThat(item.apply(click)).isTrue();
    assertThat(item.apply(click)).isTrue();
  }

  @Test
  void state_ofABusyUser_staysSmall() {
    FeatureView view = CATALOG.userActivity();
    List<Event> events =
        IntStream.range(0, 20_000)
            .mapToObj(
                i -> TestEvents.event(EventKind.CLICK, "event-" + i, "u", "item-" + i, NOW + i))
            .toList();
    assertThat(TestEvents.fold(view, events).encode()).hasSizeLessThan(12_000);
  }
}
