package dev.slate.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EventReplayerTest {
  private static final long SPAN_MS = 3_000;
  private static final FeatureView VIEW = FeatureCatalog.standard().userActivity();

  private static List<byte[]> statesBefore(List<Event> events, long[] times) {
    List<byte[]> seen = new ArrayList<>();
    new EventReplayer(VIEW)
        .replay(
            events,
            times,
            (index, before) -> {
              assertThat(index).isEqualTo(seen.size());
              seen.add(before.encode());
            });
    return seen;
  }

  private static byte[] oracle(List<Event> events, long time) {
    return TestEvents.fold(VIEW, events.stream().filter(e -> e.eventTimeMs() < time).toList())
        .encode();
  }

  private static long[] times(long seed, int count) {
    return new Random(seed)
        .longs(count, TestEvents.BEGIN_MS - 10, TestEvents.BEGIN_MS + SPAN_MS + 10)
        .sorted()
        .toArray();
  }

  @Property(tries = 100)
  void everyTime_seesExactlyWhatWasStrictlyBefore(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int count,
      @ForAll @IntRange(max = 30) int labels) {
    List<Event> events = TestEvents.ofOneUser(seed, count, SPAN_MS);
    events.sort(EventReplayer.ORDER);
    long[] times = times(seed, labels);
    if (count > 0 && labels > 0) {
      // A label is an event too: equal times must not see themselves.
      times[labels - 1] = Math.max(times[labels - 1], events.get(count - 1).eventTimeMs());
    }
    List<byte[]> seen = statesBefore(events, times);
    assertThat(seen).hasSize(labels);
    for (int i = 0; i < labels; i++) {
      assertThat(seen.get(i)).isEqualTo(oracle(events, times[i]));
    }
  }

  @Property(tries = 100)
  void shiftingALabelByAMillisecond_changesNoOther(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, SPAN_MS);
    events.sort(EventReplayer.ORDER);
    long[] times = times(seed, 20);
    List<byte[]> before = statesBefore(events, times);
    int shifted = new Random(seed).nextInt(19);
    times[shifted]++;
    java.util.Arrays.sort(times);
    List<byte[]> after = statesBefore(events, times);
    for (int i = 0; i < times.length; i++) {
      if (i != shifted && i != shifted + 1) {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
  }
}
