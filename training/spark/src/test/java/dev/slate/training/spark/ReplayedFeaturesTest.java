package dev.slate.training.spark;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.event.Click;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.Rating;
import dev.slate.featurestore.FeatureCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayedFeaturesTest {
  private static final long HOUR = 3_600_000;
  private static final List<Event> EVENTS =
      List.of(
          new Click(new EventHeader("e2", "u", "b", 100 * HOUR)),
          new Click(new EventHeader("e1", "u", "a", 99 * HOUR)),
          new Click(new EventHeader("e1", "u", "a", 99 * HOUR)),
          new Rating(new EventHeader("e3", "v", "a", 99 * HOUR + 1), 4));

  private final FeatureHistory features = ReplayedFeatures.of(FeatureCatalog.standard(), EVENTS);

  private float user(FeatureSnapshot snapshot, String id, String name) {
    List<String> names = FeatureCatalog.standard().userActivity().scalarNames();
    return requireNonNull(snapshot.users().get(id))
        .vector()[names.indexOf("user_activity:" + name)];
  }

  private float item(FeatureSnapshot snapshot, String id, String name) {
    List<String> names = FeatureCatalog.standard().itemActivity().scalarNames();
    return requireNonNull(snapshot.items().get(id))[names.indexOf("item_activity:" + name)];
  }

  @Test
  void before_anEventsOwnTime_doesNotSeeIt() {
    FeatureSnapshot at = features.before(100 * HOUR, List.of("u"), List.of("a", "b"));
    assertThat(user(at, "u", "interactions_total")).isEqualTo(1);
    assertThat(item(at, "b", "interactions_total")).isZero();

    FeatureSnapshot after = features.before(100 * HOUR + 1, List.of("u"), List.of("a", "b"));
    assertThat(user(after, "u", "interactions_total")).isEqualTo(2);
    assertThat(item(after, "b", "interactions_total")).isEqualTo(1);
    assertThat(requireNonNull(after.users().get("u")).history())
        .extracting(recent -> recent.itemId())
        .containsExactly("b", "a");
  }

  @Test
  void before_repeatedEvent_countsOnceForUserAndItem() {
    FeatureSnapshot at = features.before(200 * HOUR, List.of("u", "v"), List.of("a"));
    assertThat(user(at, "u", "interactions_total")).isEqualTo(2);
    assertThat(item(at, "a", "interactions_total")).isEqualTo(2);
    assertThat(item(at, "a", "rating_mean")).isEqualTo(4);
  }

  @Test
  void before_unknownIds_areAnsweredAsEmpty() {
    FeatureSnapshot at = features.before(200 * HOUR, List.of("nobody"), List.of("nothing"));
    assertThat(requireNonNull(at.users().get("nobody")).history()).isEmpty();
    assertThat(item(at, "nothing", "interactions_total")).isZero();
  }
}
