package dev.slate.data.world;

import dev.slate.data.event.Click;
import dev.slate.data.event.Dismiss;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.Impression;
import dev.slate.data.event.Purchase;
import dev.slate.data.event.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How people act on what they see, by their true tastes. Not thread-safe: one per person and visit.
 *
 * <p>Position bias is the examination model: whether a position is looked at depends only on the
 * position, and a look becomes a click with the item's utility (Richardson, Dominowska, Ragno, WWW
 * 2007; Craswell et al., WSDM 2008).
 */
final class Behaviour {
  private static final double EXAMINATION_EXPONENT = 0.7;
  private static final double RATING_SHARE = 0.35;
  private static final double PURCHASE_SHARE = 0.12;
  private static final double DISMISS_SHARE = 0.05;
  private static final double DULL = 0.05;

  private final String userId;
  private final RandomGenerator random;
  private final List<Event> events = new ArrayList<>();
  private final String eventPrefix;
  private int nextEvent;
  private long timeMs;

  Behaviour(String userId, String eventPrefix, long timeMs, RandomGenerator random) {
    this.userId = userId;
    this.eventPrefix = eventPrefix;
    this.timeMs = timeMs;
    this.random = random;
  }

  /** What has happened so far, oldest first. */
  List<Event> events() {
    return events;
  }

  long timeMs() {
    return timeMs;
  }

  /** The probability that a 0-based position of a slate is looked at. */
  static double examination(int position) {
    return StrictMath.pow(position + 1, -EXAMINATION_EXPONENT);
  }

  void see(String itemId, int position, @Nullable String requestId, String surface) {
    events.add(new Impression(header(itemId, requestId, surface), position));
  }

  /**
   * Looks at an item, and perhaps acts on it.
   *
   * @return whether it was clicked
   */
  boolean lookAt(
      String itemId, double utility, double price, @Nullable String requestId, String surface) {
    timeMs += 1_000 + random.nextInt(4_000);
    double wish = random.nextDouble();
    if (wish < utility) {
      choose(itemId, utility, price, requestId, surface);
      return true;
    }
    if (utility < DULL && random.nextDouble() < DISMISS_SHARE) {
      events.add(new Dismiss(header(itemId, requestId, surface)));
    }
    return false;
  }

  /** Clicks an item, and perhaps rates or buys it afterwards. */
  void choose(
      String itemId, double utility, double price, @Nullable String requestId, String surface) {
    events.add(new Click(header(itemId, requestId, surface)));
    timeMs += 5_000 + random.nextInt(60_000);
    if (random.nextDouble() < RATING_SHARE) {
      double stars = Math.rint(2 + 3 * StrictMath.sqrt(utility) + 0.7 * random.nextGaussian());
      events.add(new Rating(header(itemId, requestId, surface), Math.max(1, Math.min(5, stars))));
    }
    if (random.nextDouble() < PURCHASE_SHARE) {
      timeMs += 10_000;
      events.add(new Purchase(header(itemId, requestId, surface), price));
    }
  }

  private EventHeader header(String itemId, @Nullable String requestId, String surface) {
    return new EventHeader(
        eventPrefix + nextEvent++, userId, itemId, timeMs, requestId, surface, Map.of());
  }
}
