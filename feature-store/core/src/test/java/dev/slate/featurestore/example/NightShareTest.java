package dev.slate.featurestore.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.event.Event;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.EventReplayer;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.TestEvents;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.Kinds;
import dev.slate.featurestore.feature.Ratio;
import dev.slate.featurestore.feature.WindowedCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the README says of adding a feature: one class or one line, and the rest follows. */
class NightShareTest {
  private static final FeatureView VIEW =
      with(FeatureCatalog.standard().userActivity(), new NightShare("night_share"));

  private static FeatureView with(FeatureView view, NightShare more) {
    List<Feature<?>> features = new ArrayList<>(view.features());
    features.add(more);
    features.add(new WindowedCount("interactions_15m", Kinds.INTERACTIONS, Duration.ofMinutes(15)));
    return new FeatureView(
        view.name(),
        view.entity(),
        view.source(),
        view.owner(),
        view.description(),
        view.ttl(),
        view.objective(),
        features);
  }

  private static float valueOf(EntityState state, long nowMs) {
    float[] values = new float[VIEW.scalars().size()];
    state.values(nowMs, values, 0);
    return values[VIEW.scalarNames().indexOf("user_activity:night_share")];
  }

  private static Float expected(List<Event> events, long beforeMs) {
    List<Event> before =
        events.stream()
            .filter(e -> e.eventTimeMs() < beforeMs && Kinds.INTERACTIONS.contains(e.kind()))
            .toList();
    long atNight =
        before.stream()
            .map(e -> Instant.ofEpochMilli(e.eventTimeMs()).toString())
            .filter(text -> text.matches(".*T(22|23|00|01|02|03|04|05):.*"))
            .count();
    return before.isEmpty() ? Float.NaN : (float) atNight / before.size();
  }

  @Property(tries = 100)
  void replay_andStoredState_giveTheValueOfTheEventsBefore(
      @ForAll long seed, @ForAll @IntRange(max = 60) int count) {
    List<Event> events = TestEvents.ofOneUser(seed, count, 3 * 86_400_000L);
    events.sort(EventReplayer.ORDER);
    long[] times =
        new Random(seed)
            .longs(20, TestEvents.BEGIN_MS, TestEvents.BEGIN_MS + 4 * 86_400_000L)
            .sorted()
            .toArray();
    new EventReplayer(VIEW)
        .replay(
            events,
            times,
            (index, before) -> {
              EntityState stored = EntityState.decode(VIEW, before.encode());
              assertThat(valueOf(before, times[index])).isEqualTo(expected(events, times[index]));
              assertThat(valueOf(stored, times[index])).isEqualTo(expected(events, times[index]));
            });
  }

  @Test
  void catalogue_withTheFeature_hasItInTheVectorAndInTheFingerprint() {
    FeatureCatalog standard = FeatureCatalog.standard();
    List<FeatureView> views = new ArrayList<>(standard.views());
    views.replaceAll(
        view -> view.entity() == Entity.USER && view.name().equals(VIEW.name()) ? VIEW : view);
    FeatureCatalog extended =
        new FeatureCatalog(
            views,
            List.of(
                new Ratio(
                    "now_or_never",
                    "the share of the last quarter of an hour in a day",
                    "user_activity:interactions_15m",
                    "user_activity:interactions_24h")),
            List.of());
    assertThat(new FeatureAssembler(extended).names())
        .contains("user_activity:night_share", "derived:now_or_never");
    assertThat(extended.fingerprint()).isNotEqualTo(standard.fingerprint());
  }
}
