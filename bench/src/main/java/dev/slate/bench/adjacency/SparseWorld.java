package dev.slate.bench.adjacency;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Who went where: places of cities and kinds, users at home in one city with a taste for a few
 * kinds, both of power laws. The shape is that of check-in data such as Gowalla's 10-core: 30,000
 * users, 40,000 items, a million pairs, popularity a poor guess, neighbourhoods a good one.
 */
final class SparseWorld {
  private static final int CITIES = 400;
  private static final int KINDS = 12;
  private static final int TASTES = 3;
  private static final double HOME = 0.72;
  private static final double AWAY = 0.2;
  private static final int LEAST = 14;

  private final SplittableRandom random;
  private final Shelf everywhere;
  private final Shelf[] cities;
  private final Shelf[][] kinds;

  /** Items and the running sum of their weights. */
  private record Shelf(int[] items, double[] upTo) {
    static Shelf of(int[] items, double[] weight) {
      double[] upTo = new double[items.length];
      double sum = 0;
      for (int i = 0; i < items.length; i++) {
        sum += weight[items[i]];
        upTo[i] = sum;
      }
      return new Shelf(items, upTo);
    }

    int draw(SplittableRandom random) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
      return items[at < 0 ? -at - 1 : at];
    }
  }

  SparseWorld(int items, long seed) {
    random = new SplittableRandom(seed);
    int[] city = new int[items];
    int[] kind = new int[items];
    double[] weight = new double[items];
    double[] sizes = powers(CITIES, 0.8);
    for (int item = 0; item < items; item++) {
      city[item] = pick(sizes);
      kind[item] = random.nextInt(KINDS);
      weight[item] = 1 + Math.pow(random.nextDouble(), -0.6);
    }
    everywhere = Shelf.of(IntStream.range(0, items).toArray(), weight);
    cities = new Shelf[CITIES];
    kinds = new Shelf[CITIES][KINDS];
    for (int c = 0; c < CITIES; c++) {
      int own = c;
      cities[c] = Shelf.of(IntStream.range(0, items).filter(i -> city[i] == own).toArray(), weight);
      for (int k = 0; k < KINDS; k++) {
        int sort = k;
        kinds[c][k] =
            Shelf.of(
                IntStream.of(cities[c].items()).filter(i -> kind[i] == sort).toArray(), weight);
      }
    }
  }

  private static double[] powers(int n, double exponent) {
    double[] upTo = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.pow(i + 1, -exponent);
      upTo[i] = sum;
    }
    return upTo;
  }

  private int pick(double[] upTo) {
    int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return at < 0 ? -at - 1 : at;
  }

  /** Each user's items, distinct, in the order of the visits. */
  int[][] users(int count) {
    double[] sizes = powers(CITIES, 0.8);
    int[][] chosen = new int[count][];
    for (int user = 0; user < count; user++) {
      int home = pick(sizes);
      // Neighbours in number are neighbours on the map.
      int away = Math.floorMod(home + 1 + random.nextInt(3), CITIES);
      int[] tastes = random.ints(TASTES, 0, KINDS).toArray();
      int most = cities[home].items().length;
      int want = (int) Math.min(LEAST + 14 * (Math.pow(random.nextDouble(), -0.62) - 1), 900);
      Set<Integer> items = new LinkedHashSet<>();
      for (int visit = 0; visit < 4 * want && items.size() < want; visit++) {
        double where = random.nextDouble();
        int at = where < HOME && items.size() < most ? home : away;
        Shelf taste = kinds[at][tastes[random.nextInt(TASTES)]];
        boolean known = taste.items().length > 0 && random.nextDouble() < 0.8;
        Shelf local = known ? taste : cities[at].items().length > 0 ? cities[at] : everywhere;
        items.add((where < HOME + AWAY ? local : everywhere).draw(random));
      }
      chosen[user] = items.stream().mapToInt(Integer::intValue).toArray();
    }
    return chosen;
  }
}
