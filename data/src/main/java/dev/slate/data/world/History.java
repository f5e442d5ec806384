package dev.slate.data.world;

import dev.slate.data.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Plays the past of a world: visits of users to a site whose slates are mediocre, and what they
 * find there by themselves.
 *
 * <p>The old site fills each position with the better of two well-known items. Beside it people
 * hear of items in proportion to their fame and take them by taste; those events have no
 * impression.
 */
final class History {
  private static final int HISTORY_STREAM = 3;
  private static final int SLATE_SIZE = 7;
  private static final int FINDS_PER_VISIT = 8;
  private static final int LOOKED_THROUGH = 60;
  private static final double SEARCH_SHARE = 0.6;
  private static final double UNKNOWN_SHARE = 0.15;
  private static final int MOST_ATTEMPTS = 1_000;
  private static final int NONE = -1;
  private static final int MOST_VISITS = 10;
  private static final long VISIT_MS = TimeUnit.MINUTES.toMillis(40);

  private final World world;
  private final WorldSpec spec;
  private final Catalogue catalogue;

  History(World world, Catalogue catalogue) {
    this.world = world;
    this.spec = world.spec();
    this.catalogue = catalogue;
  }

  /** All events, by time; ties by user. */
  List<Event> play() {
    List<Event> events = new ArrayList<>();
    for (int user = 0; user < spec.users(); user++) {
      playUser(user, events);
    }
    events.sort(Comparator.comparingLong(Event::eventTimeMs));
    return events;
  }

  private void playUser(int user, List<Event> events) {
    Draws draws = Draws.of(spec.seed(), HISTORY_STREAM, user);
    BitSet known = new BitSet(spec.items());
    int visit = 0;
    for (long timeMs : visitTimes(draws)) {
      Behaviour behaviour =
          new Behaviour(world.userId(user), "w" + user + "-" + visit + "-", timeMs, draws);
      double[] taste = world.tastes().tasteAt(user, timeMs);
      String requestId = "old-" + user + "-" + visit++;
      receiveSlate(taste, known, behaviour, requestId, draws);
      findAlone(taste, known, behaviour, draws);
      for (Event event : behaviour.events()) {
        if (event.eventTimeMs() <= spec.endMs()) {
          events.add(event);
        }
      }
    }
  }

  private void receiveSlate(
      double[] taste, BitSet known, Behaviour behaviour, String requestId, Draws draws) {
    long timeMs = behaviour.timeMs();
    int[] slate = new int[SLATE_SIZE];
    BitSet taken = (BitSet) known.clone();
    for (int position = 0; position < SLATE_SIZE; position++) {
      int one = rumour(timeMs, taken, draws);
      int other = rumour(timeMs, taken, draws);
      if (one == NONE || other == NONE) {
        slate = Arrays.copyOf(slate, position);
        break;
      }
      boolean better =
          world.tastes().utility(taste, one, timeMs) > world.tastes().utility(taste, other, timeMs);
      slate[position] = better ? one : other;
      taken.set(slate[position]);
      behaviour.see(world.itemId(slate[position]), position, requestId, "home");
    }
    for (int position = 0; position < slate.length; position++) {
      int item = slate[position];
      if (draws.nextDouble() < Behaviour.examination(position)
          && behaviour.lookAt(
              world.itemId(item),
              world.tastes().utility(taste, item, timeMs),
              catalogue.prices()[item],
              requestId,
              "home")) {
        known.set(item);
      }
    }
  }

  private void findAlone(double[] taste, BitSet known, Behaviour behaviour, Draws draws) {
    int finds = draws.nextInt(2 * FINDS_PER_VISIT + 1);
    for (int find = 0; find < finds; find++) {
      long timeMs = behaviour.timeMs();
      int item =
          draws.nextDouble() < SEARCH_SHARE
              ? bestFound(taste, timeMs, known, draws)
              : rumour(timeMs, known, draws);
      double utility = item == NONE ? 0 : world.tastes().utility(taste, item, timeMs);
      if (draws.nextDouble() < utility) {
        behaviour.choose(world.itemId(item), utility, catalogue.prices()[item], null, "search");
        known.set(item);
      }
    }
  }

  /** Looks through some items, known to others or not, and takes the one that suits best. */
  private int bestFound(double[] taste, long timeMs, BitSet known, Draws draws) {
    int best = NONE;
    double most = 0;
    for (int i = 0; i < LOOKED_THROUGH; i++) {
      int item = draws.nextInt(spec.items());
      double utility = known.get(item) ? 0 : world.tastes().utility(taste, item, timeMs);
      if (utility > most) {
        best = item;
        most = utility;
      }
    }
    return best;
  }

  /** An item that exists and that is not taken, by fame and now and then any; or NONE. */
  private int rumour(long timeMs, BitSet taken, Draws draws) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      int item =
          draws.nextDouble() < UNKNOWN_SHARE
              ? draws.nextInt(spec.items())
              : byFame(draws.nextDouble());
      boolean exists = catalogue.traits().createdMs()[item] <= timeMs;
      if (exists && !taken.get(item)) {
        return item;
      }
    }
    return NONE;
  }

  private int byFame(double share) {
    int found = Arrays.binarySearch(catalogue.fame(), share);
    return Math.min(found >= 0 ? found : -found - 1, spec.items() - 1);
  }

  /** Sorted, in the evening more often than at night; a user may join at any time. */
  private long[] visitTimes(Draws draws) {
    double activity = StrictMath.exp(0.9 * draws.nextGaussian() - 0.4);
    int visits =
        (int)
            Math.max(
                1,
                Math.min(spec.sessionsPerUser() * activity, spec.sessionsPerUser() * MOST_VISITS));
    double joined = draws.nextDouble() < 0.5 ? 0 : 0.95 * draws.nextDouble();
    long[] times = new long[visits];
    for (int i = 0; i < visits; i++) {
      double day = Math.floor(spec.days() * (joined + (1 - joined) * draws.nextDouble()));
      double hour = (19 + 4 * draws.nextGaussian() + 48) % 24;
      long timeMs = (long) ((day + hour / 24) * TimeUnit.DAYS.toMillis(1));
      times[i] = Math.min(spec.startMs() + timeMs, spec.endMs() - VISIT_MS);
    }
    Arrays.sort(times);
    return times;
  }
}
