package dev.slate.data.validation;

import dev.slate.data.catalog.Item;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rules need to know of a batch, counted once by whoever holds it; immutable.
 *
 * @param events how many
 * @param unknownItems events whose item is not in the catalogue
 * @param inFuture events later than now and {@link #CLOCK_SKEW}
 * @param duplicates events whose user and event id were there before
 * @param newestEventMs milliseconds since 1970; 0 if there are no events
 * @param nulls by field, such as {@code items.title}: how many are missing
 */
public record BatchSummary(
    long events,
    long unknownItems,
    long inFuture,
    long duplicates,
    long newestEventMs,
    Map<String, Share> nulls) {

  /** How far clients' clocks may be ahead before an event counts as from the future. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  public BatchSummary {
    new Share(unknownItems, events);
    new Share(inFuture, events);
    new Share(duplicates, events);
    nulls = Map.copyOf(nulls);
  }

  /** Counts a batch in memory. */
  public static BatchSummary of(Collection<Event> events, Collection<Item> items, long nowMs) {
    Set<String> known = items.stream().map(Item::itemId).collect(Collectors.toSet());
    Set<String> seen = new HashSet<>();
    long unknown = 0;
    long future = 0;
    long duplicates = 0;
    long newest = 0;
    long purchases = 0;
    long unpriced = 0;
    for (Event event : events) {
      unknown += known.contains(event.itemId()) ? 0 : 1;
      future += event.eventTimeMs() > nowMs + CLOCK_SKEW.toMillis() ? 1 : 0;
      duplicates += seen.add(event.userId() + '\n' + event.eventId()) ? 0 : 1;
      newest = Math.max(newest, event.eventTimeMs());
      boolean purchase = event.kind() == EventKind.PURCHASE;
      purchases += purchase ? 1 : 0;
      unpriced += purchase && Double.isNaN(event.value()) ? 1 : 0;
    }
    Map<String, Share> nulls = new TreeMap<>();
    nulls.put("purchases.value", new Share(unpriced, purchases));
    nulls.put("items.title", missing(items, items.stream().filter(i -> i.title().isEmpty())));
    nulls.put(
        "items.categories", missing(items, items.stream().filter(i -> i.categories().isEmpty())));
    return new BatchSummary(events.size(), unknown, future, duplicates, newest, nulls);
  }

  private static Share missing(Collection<Item> items, Stream<Item> withoutTheField) {
    return new Share(withoutTheField.count(), items.size());
  }
}
