package dev.slate.featurestore.feature;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.TestEvents;
import dev.slate.featurestore.state.RecentItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;

/** Every aggregation beside the plainest way to compute it from the events. */
final class Aggregations {
  static final Duration WINDOW = Duration.ofHours(1);
  static final long TILE_MS = WINDOW.toMillis() / 24;
  static final Set<EventKind> KINDS = Set.of(EventKind.CLICK, EventKind.RATING, EventKind.PURCHASE);

  private static final Key CATEGORY = new Key("category");
  private static final Comparator<Event> NEWEST_FIRST =
      comparingLong(Event::eventTimeMs).thenComparing(Event::eventId).reversed();

  private Aggregations() {}

  /** The value from the events that count, in any order. */
  interface Oracle {
    Object value(List<Event> counted, long nowMs);
  }

  record Case(Feature<?> feature, Oracle oracle) {}

  static final List<Case> ALL =
      List.of(
          scalar(new WindowedCount("count", KINDS, WINDOW), List::size),
          scalar(new TotalCount("total", KINDS), List::size),
          scalar(new Sum("sum", KINDS), events -> values(events).sum()),
          scalar(
              new MeanValue("mean", EventKind.RATING),
              events -> values(events).average().orElse(Double.NaN)),
          scalar(new Min("min", KINDS), events -> values(events).min().orElse(Double.NaN)),
          scalar(new Max("max", KINDS), events -> values(events).max().orElse(Double.NaN)),
          scalar(new LastValue("last", KINDS), Aggregations::last),
          scalar(
              new DistinctCount("items", KINDS, Key.ITEM, 4_096),
              events -> distinct(events).size()),
          new Case(new DecayedCount("decayed", KINDS, Duration.ofDays(1)), Aggregations::decayed),
          new Case(new HoursSinceLast("hours", KINDS), Aggregations::hours),
          windowed(new Sum("sum_1h", KINDS), events -> values(events).sum()),
          windowed(
              new MeanValue("mean_1h", EventKind.RATING),
              events -> values(events).average().orElse(Double.NaN)),
          windowed(new Min("min_1h", KINDS), events -> values(events).min().orElse(Double.NaN)),
          windowed(new Max("max_1h", KINDS), events -> values(events).max().orElse(Double.NaN)),
          windowed(new LastValue("last_1h", KINDS), Aggregations::last),
          windowed(
              new DistinctCount("items_1h", KINDS, Key.ITEM, 4_096),
              events -> distinct(events).size()),
          keys(new TopKeys("top", KINDS, CATEGORY, 3, 50), events -> top(events, 3)),
          keys(new DistinctKeys("distinct", KINDS, Key.ITEM, 5), events -> lastDistinct(events, 5)),
          keys(
              new LastKeys("surfaces", KINDS, Key.SURFACE, 5),
              events ->
                  events.stream()
                      .filter(e -> e.header().surface() != null)
                      .sorted(NEWEST_FIRST)
                      .limit(5)
                      .map(Key.SURFACE::of)
                      .toList()),
          keys(
              new WindowedKeys<>(new TopKeys("top_1h", KINDS, CATEGORY, 3, 50), WINDOW),
              events -> top(events, 3)),
          new Case(
              new History("history", KINDS, 20),
              (events, now) ->
                  events.stream()
                      .sorted(NEWEST_FIRST)
                      .limit(20)
                      .map(
                          e ->
                              new RecentItem(
                                  e.itemId(),
                                  e.eventTimeMs(),
                                  e.kind(),
                                  (float) e.value(),
                                  e.eventId()))
                      .toList()));

  /** A view of one entity with all of them. */
  static FeatureView view(Entity entity) {
    List<Feature<?>> features = new ArrayList<>();
    ALL.forEach(each -> features.add(each.feature()));
    return new FeatureView(
        "all",
        entity,
        FeatureView.Source.STREAM,
        "test",
        "All aggregations",
        Duration.ZERO,
        Duration.ofMinutes(1),
        features);
  }

  private static Case scalar(ScalarFeature<?> feature, ToNumber oracle) {
    return new Case(feature, (events, now) -> oracle.of(events).floatValue());
  }

  private static Case windowed(ScalarFeature<?> feature, ToNumber oracle) {
    return scalar(new Windowed<>(feature, WINDOW), oracle);
  }

  private static Case keys(KeysFeature<?> feature, ToKeys oracle) {
    return new Case(feature, (events, now) -> oracle.of(events));
  }

  private interface ToNumber {
    Number of(List<Event> events);
  }

  private interface ToKeys {
    List<String> of(List<Event> events);
  }

  /** What a feature counts at a time, of which the tiles end with it. */
  static List<Event> counted(Feature<?> feature, List<Event> events, long nowMs) {
    long reach = feature.reachMs() == WINDOW.toMillis() ? WINDOW.toMillis() : Long.MAX_VALUE;
    return events.stream()
        .filter(e -> feature.kinds().contains(e.kind()))
        .filter(e -> reach == Long.MAX_VALUE || e.eventTimeMs() <= nowMs)
        .filter(e -> reach == Long.MAX_VALUE || e.eventTimeMs() > nowMs - reach)
        .toList();
  }

  private static DoubleStream values(List<Event> events) {
    return events.stream().mapToDouble(Event::value).filter(v -> !Double.isNaN(v));
  }

  private static double last(List<Event> events) {
    return events.stream()
        .filter(e -> !Double.isNaN(e.value()))
        .min(NEWEST_FIRST)
        .map(Event::value)
        .orElse(Double.NaN);
  }

  private static Set<String> distinct(List<Event> events) {
    return Set.copyOf(events.stream().map(Event::itemId).toList());
  }

  private static List<String> top(List<Event> events, int n) {
    Map<String, Long> counts =
        events.stream()
            .filter(e -> CATEGORY.of(e) != null)
            .collect(groupingBy(CATEGORY::of, counting()));
    return counts.keySet().stream()
        .sorted(comparing((String key) -> counts.get(key), reverseOrder()).thenComparing(k -> k))
        .limit(n)
        .toList();
  }

  private static List<String> lastDistinct(List<Event> events, int n) {
    ToLongFunction<String> newest =
        key ->
            events.stream()
                .filter(e -> e.itemId().equals(key))
                .mapToLong(Event::eventTimeMs)
                .max()
                .orElseThrow();
    return distinct(events).stream()
        .sorted(comparing(newest::applyAsLong, reverseOrder()).thenComparing(k -> k))
        .limit(n)
        .toList();
  }

  private static Object decayed(List<Event> events, long nowMs) {
    double sum = 0;
    for (Event event : events) {
      long tileBegin = Math.floorDiv(event.eventTimeMs(), 21_600_000L) * 21_600_000L;
      sum += tileBegin <= nowMs ? Math.pow(0.5, (nowMs - tileBegin) / 86_400_000.0) : 0;
    }
    return (float) sum;
  }

  private static Object hours(List<Event> events, long nowMs) {
    return (float)
        events.stream().mapToLong(Event::eventTimeMs).max().stream()
            .mapToDouble(newest -> Math.max(0, nowMs - newest) / 3_600_000.0)
            .findAny()
            .orElse(Double.NaN);
  }

  /** One user's events of random kinds, items, surfaces and categories. */
  static List<Event> events(long seed, int count, long spanMs) {
    Random random = new Random(seed);
    EventKind[] kinds = EventKind.values();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, JsonNode> extra =
          random.nextInt(3) == 0
              ? Map.of()
              : Map.of("category", TextNode.valueOf("c\u00e9" + random.nextInt(7)));
      EventHeader header =
          new EventHeader(
              "e" + i,
              "u",
              "i" + random.nextInt(1 + count / 3),
              TestEvents.BEGIN_MS + (long) (random.nextDouble() * spanMs),
              null,
              random.nextBoolean() ? "s" + random.nextInt(4) : null,
              extra);
      EventKind kind = kinds[random.nextInt(kinds.length)];
      // Thousandths, so that a sum of doubles in another order rounds to the same float.
      double value = random.nextInt(5_000) / 1_000.0;
      events.add(Event.of(kind, header, kind == EventKind.IMPRESSION ? 3 : value));
    }
    return events;
  }
}
