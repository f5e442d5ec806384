package dev.slate.data.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Click;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.Purchase;
import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchRulesTest {
  private static final long NOW_MS = Instant.parse("2026-11-20T08:00:00Z").toEpochMilli();
  private static final Item ITEM = new Item("i1", "Lamp", List.of("light"), 1, true, Map.of());

  @Test
  void check_freshWorld_passes() {
    Dataset world = World.generate(WorldSpec.standard(NOW_MS).withSize(100, 60)).history();

    ValidationReport report =
        BatchRules.check(
            BatchSummary.of(world.events(), world.items(), NOW_MS), BatchThresholds.live(), NOW_MS);

    assertThat(report.failures()).isEmpty();
    assertThat(report.passed()).isTrue();
    assertThat(report.findings())
        .extracting(Finding::rule)
        .containsExactly(
            "enough-events",
            "fresh",
            "unknown-items",
            "in-future",
            "duplicates",
            "nulls:items.categories",
            "nulls:items.title",
            "nulls:purchases.value");
  }

  @Test
  void check_nothing_failsAsEmptyAndAsStale() {
    assertThat(failed(List.of(), List.of(ITEM))).containsExactly("enough-events", "fresh");
  }

  @Test
  void check_newestEventTooOld_isStale() {
    long twoDays = Duration.ofDays(2).toMillis();

    assertThat(failed(List.of(click("e", "i1", NOW_MS - twoDays)), List.of(ITEM))).isEmpty();
    assertThat(failed(List.of(click("e", "i1", NOW_MS - twoDays - 1)), List.of(ITEM)))
        .containsExactly("fresh");
  }

  @Test
  void check_historicDataSet_mayBeOld() {
    BatchSummary batch =
        BatchSummary.of(List.of(click("e", "i1", 978_300_760_000L)), List.of(ITEM), NOW_MS);

    assertThat(BatchRules.check(batch, BatchThresholds.historic(), NOW_MS).passed()).isTrue();
  }

  @Test
  void check_clockAhead_isToleratedForFiveMinutes() {
    long skew = BatchSummary.CLOCK_SKEW.toMillis();

    assertThat(failed(List.of(click("e", "i1", NOW_MS + skew)), List.of(ITEM))).isEmpty();
    assertThat(failed(List.of(click("e", "i1", NOW_MS + skew + 1)), List.of(ITEM)))
        .containsExactly("in-future");
  }

  @Test
  void check_oneInAHundredRepeated_isTheLimit() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 99; i++) {
      events.add(click("e" + i, "i1", NOW_MS));
    }
    events.add(click("e0", "i1", NOW_MS));
    assertThat(failed(events, List.of(ITEM))).isEmpty();

    events.add(click("e1", "i1", NOW_MS));
    assertThat(failed(events, List.of(ITEM))).containsExactly("duplicates");
  }

  @Test
  void summary_sameEventIdOfAnotherUser_isNoDuplicate() {
    Event other = new Click(new EventHeader("e", "u2", "i1", NOW_MS));

    assertThat(BatchSummary.of(List.of(click("e", "i1", NOW_MS), other), List.of(ITEM), NOW_MS))
        .extracting(BatchSummary::duplicates)
        .isEqualTo(0L);
  }

  @Test
  void check_unknownItemsAndMissingFields_failByName() {
    List<Event> events =
        List.of(
            click("e1", "other", NOW_MS),
            new Purchase(new EventHeader("e2", "u1", "i1", NOW_MS), Double.NaN));
    Item bare = new Item("i1", "", List.of(), 1, true, Map.of());

    ValidationReport report =
        BatchRules.check(
            BatchSummary.of(events, List.of(bare), NOW_MS), BatchThresholds.live(), NOW_MS);

    assertThat(report.passed()).isFalse();
    assertThat(report.failures())
        .isEqualTo(
            "unknown-items: 0.5000 (1 of 2) (expected: at most 0.0500); "
                + "nulls:items.categories: 1.0000 (1 of 1) (expected: at most 0.5000); "
                + "nulls:items.title: 1.0000 (1 of 1) (expected: at most 0.5000); "
                + "nulls:purchases.value: 1.0000 (1 of 1) (expected: at most 0.5000)");
  }

  @Test
  void summary_moreThanThereIs_isRefused() {
    assertThatThrownBy(() -> new BatchSummary(1, 2, 0, 0, 0, Map.of()))
        .hasMessage("part: 2 (expected: 0 to the whole, 1)");
  }

  private static List<String> failed(List<Event> events, List<Item> items) {
    return BatchRules.check(BatchSummary.of(events, items, NOW_MS), BatchThresholds.live(), NOW_MS)
        .findings()
        .stream()
        .filter(finding -> !finding.passed())
        .map(Finding::rule)
        .toList();
  }

  private static Event click(String eventId, String itemId, long timeMs) {
    return new Click(new EventHeader(eventId, "u1", itemId, timeMs));
  }
}
