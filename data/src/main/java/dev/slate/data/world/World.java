package dev.slate.data.world;

import dev.slate.data.catalog.Item;
import dev.slate.data.catalog.User;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A synthetic world whose truth is known: who likes what, and so the best slate for everybody at
 * any time. Immutable and thread-safe; the same for the same {@link WorldSpec} on every JDK.
 *
 * <p>Its past is {@link #history()}; its present is {@link #react}, which plays a user who is given
 * a slate now.
 */
public final class World {
  private static final int CENTRES_STREAM = 0;

  private final WorldSpec spec;
  private final Catalogue catalogue;
  private final Population population;
  private final Tastes tastes;
  private final Map<String, Integer> itemIndex = new HashMap<>();
  private final Map<String, Integer> userIndex = new HashMap<>();

  private World(WorldSpec spec, Catalogue catalogue, Population population) {
    this.spec = spec;
    this.catalogue = catalogue;
    this.population = population;
    this.tastes = new Tastes(catalogue.traits(), population.traits(), spec.startMs());
    for (int i = 0; i < spec.items(); i++) {
      itemIndex.put(itemId(i), i);
    }
    for (int u = 0; u < spec.users(); u++) {
      userIndex.put(userId(u), u);
    }
  }

  /** Makes a world; its history is not played yet, so this takes milliseconds. */
  public static World generate(WorldSpec spec) {
    Draws draws = Draws.of(spec.seed(), CENTRES_STREAM, 0);
    double[][] centres = new double[Vocabulary.CATEGORIES.size()][];
    Arrays.setAll(centres, category -> Vectors.random(Tastes.DIM, draws));
    return new World(spec, Catalogue.of(spec, centres), Population.of(spec, centres));
  }

  public WorldSpec spec() {
    return spec;
  }

  public List<Item> items() {
    return catalogue.items();
  }

  public List<User> users() {
    return population.users();
  }

  /**
   * Plays the past: everything that happened from {@code spec().startMs()} to {@code
   * spec().endMs()}, by time. About 150 events a user with the standard spec, 2 s in all.
   */
  public Dataset history() {
    return Dataset.of(
        "world-" + spec.seed(), new History(this, catalogue).play(), items(), users());
  }

  /**
   * The truth: the probability that the user wants the item when looking at it.
   *
   * @return 0 to 1; 0 before the item exists
   * @throws IllegalArgumentException if the user or the item is not of this world
   */
  public double trueUtility(String userId, String itemId, long timeMs) {
    int user = user(userId);
    Integer item = itemIndex.get(itemId);
    if (item == null) {
      throw new IllegalArgumentException(
          "itemId: " + itemId + " (expected: an item of this world)");
    }
    return tastes.utility(tastes.tasteAt(user, timeMs), item, timeMs);
  }

  /**
   * The {@code k} items that the user wants most, best first; ties by item index.
   *
   * @param accept which item ids may be in it, such as those not seen yet
   */
  public List<String> bestSlate(String userId, long timeMs, int k, Predicate<String> accept) {
    double[] taste = tastes.tasteAt(user(userId), timeMs);
    double[] utility = new double[spec.items()];
    Arrays.setAll(utility, item -> tastes.utility(taste, item, timeMs));
    return IntStream.range(0, spec.items())
        .filter(item -> utility[item] > 0 && accept.test(itemId(item)))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer item) -> -utility[item]))
        .limit(k)
        .map(this::itemId)
        .toList();
  }

  /** As {@link #bestSlate(String, long, int, Predicate)}, of all items there are. */
  public List<String> bestSlate(String userId, long timeMs, int k) {
    return bestSlate(userId, timeMs, k, itemId -> true);
  }

  /**
   * What a user does who is given a slate: an impression for each item, then, where the user looks,
   * clicks, ratings, purchases and dismissals by true taste. Items that are not of this world are
   * seen and ignored.
   *
   * @param requestId of the slate; the events carry it
   * @param slate item ids, best first
   * @param timeMs when it is received; the reactions follow within about a minute an item
   * @param random decides; event ids are drawn from it, too
   * @return events by time
   * @throws IllegalArgumentException if the user is not of this world
   */
  public List<Event> react(
      String userId, String requestId, List<String> slate, long timeMs, RandomGenerator random) {
    double[] taste = tastes.tasteAt(user(userId), timeMs);
    String prefix = Long.toHexString(random.nextLong()) + "-";
    Behaviour behaviour = new Behaviour(userId, prefix, timeMs, random);
    for (int position = 0; position < slate.size(); position++) {
      behaviour.see(slate.get(position), position, requestId, "home");
    }
    for (int position = 0; position < slate.size(); position++) {
      Integer item = itemIndex.get(slate.get(position));
      if (item != null && random.nextDouble() < Behaviour.examination(position)) {
        double utility = tastes.utility(taste, item, timeMs);
        behaviour.lookAt(itemId(item), utility, catalogue.prices()[item], requestId, "home");
      }
    }
    return List.copyOf(behaviour.events());
  }

  Tastes tastes() {
    return tastes;
  }

  String itemId(int item) {
    return catalogue.items().get(item).itemId();
  }

  String userId(int user) {
    return population.users().get(user).userId();
  }

  private int user(String userId) {
    Integer user = userIndex.get(userId);
    if (user == null) {
      throw new IllegalArgumentException("userId: " + userId + " (expected: a user of this world)");
    }
    return user;
  }
}
