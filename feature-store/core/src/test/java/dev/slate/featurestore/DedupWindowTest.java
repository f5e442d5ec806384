package dev.slate.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.event.Event;
import dev.slate.featurestore.state.RecentIds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the de-duplication window promises, and that what lies outside of it is said. */
class DedupWindowTest {
  private static final FeatureView USERS = FeatureCatalog.standard().userActivity();

  @Property(tries = 200)
  void repeats_withinTheWindow_changeNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int count) {
    List<Event> events = new ArrayList<>(TestEvents.ofOneUser(seed, count, 4 * 3_600_000L));
    events.sort(Comparator.comparingLong(Event::eventTimeMs));
    Random random = new Random(seed);
    EntityState once = EntityState.empty(USERS);
    EntityState repeated = EntityState.empty(USERS);
    for (int i = 0; i < events.size(); i++) {
      once.apply(events.get(i));
      repeated.apply(events.get(i));
      Event earlier = events.get(random.nextInt(i + 1));
      if (earlier.eventTimeMs() >= events.get(i).eventTimeMs() - RecentIds.WINDOW_MS) {
        assertThat(repeated.coversRepeatsOf(earlier)).isTrue();
        assertThat(repeated.apply(earlier)).isFalse();
      }
    }
    assertThat(repeated.encode()).isEqualTo(once.encode());
  }

  @Property(tries = 50)
  void repeats_thatCountAgain_areThoseBeyondTheWindow(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int minutes) {
    // Of one minute, many are of the same millisecond: there the order is that of the hashes.
    List<Event> events =
        TestEvents.shuffledWithRepeats(TestEvents.ofOneUser(seed, 1_500, minutes * 60_000L), seed);
    EntityState state = EntityState.empty(USERS);
    Set<String> seen = new HashSet<>();
    int countedAgain = 0;
    for (Event event : events) {
      boolean isCovered = state.coversRepeatsOf(event);
      boolean isNew = seen.add(event.eventId());
      boolean isAccepted = state.apply(event);
      assertThat(isAccepted || isCovered).isTrue();
      if (isAccepted && !isNew) {
        assertThat(isCovered).isFalse();
        countedAgain++;
      }
    }
    // 1,500 ids do not fit into the 512 that are kept: the property is not about nothing.
    assertThat(countedAgain).isPositive();
  }
}
