package dev.slate.serving.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.event.Click;
import dev.slate.data.event.EventHeader;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.StateVersion;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemStatesTest {
  private static final FeatureView VIEW = FeatureCatalog.standard().itemActivity();

  private final ItemCatalog catalog = new ItemCatalog(VIEW);
  private final ItemStates states = new ItemStates(catalog);
  private long offset;

  @Test
  void handle_laterRecordOfAFencedOwner_changesNothing() {
    handle(state(3), new StateVersion(20, 3, Map.of(0, 3L)));
    handle(state(9), new StateVersion(10, 9, Map.of(0, 9L)));

    assertThat(newestMs()).isEqualTo(3);
    assertThat(activity().version()).isEqualTo(new StateVersion(20, 3, Map.of(0, 3L)));
  }

  @Test
  void handle_greaterVersion_replaces() {
    handle(state(3), new StateVersion(20, 3, Map.of(0, 3L)));
    handle(state(4), new StateVersion(20, 4, Map.of(0, 4L)));
    assertThat(newestMs()).isEqualTo(4);
    handle(state(1), new StateVersion(30, 1, Map.of(0, 1L)));
    assertThat(newestMs()).as("a new owner that rewinds").isEqualTo(1);
  }

  @Test
  void handle_noVersion_goesByOffsetButNeverBehindAVersion() {
    handle(state(1), null);
    handle(state(2), null);
    assertThat(newestMs()).isEqualTo(2);
    handle(state(3), new StateVersion(20, 3, Map.of()));
    handle(state(4), null);
    assertThat(newestMs()).isEqualTo(3);
  }

  @Test
  void handle_deletion_leavesTheVersionBehind() {
    handle(state(3), new StateVersion(20, 3, Map.of()));
    handle(null, new StateVersion(20, 4, Map.of()));
    handle(state(3), new StateVersion(20, 3, Map.of()));

    assertThat(activity().state()).isNull();
  }

  private void handle(byte @Nullable [] value, @Nullable StateVersion version) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("item-states", 0, offset++, "i", value);
    if (version != null) {
      record.headers().add(StateVersion.HEADER, version.encode());
    }
    states.handle(record);
  }

  private ItemActivity activity() {
    return Objects.requireNonNull(catalog.find("i")).activity();
  }

  private long newestMs() {
    return Objects.requireNonNull(activity().state()).newestEventTimeMs();
  }

  private static byte[] state(long timeMs) {
    EntityState state = EntityState.empty(VIEW);
    state.apply(new Click(new EventHeader("e" + timeMs, "u", "i", timeMs)));
    return state.encode();
  }
}
