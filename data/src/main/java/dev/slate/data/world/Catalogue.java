package dev.slate.data.world;

import dev.slate.data.catalog.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The items of a world and how well known each is. Immutable.
 *
 * @param items by index
 * @param prices by index
 * @param fame cumulative share of attention by index, the last is 1: Zipf over a ranking that
 *     quality helps but does not decide
 */
record Catalogue(List<Item> items, Tastes.ItemTraits traits, double[] prices, double[] fame) {
  private static final double OWN_CHARACTER = 0.45;
  private static final double SECOND_CATEGORY_SHARE = 0.3;
  private static final double THERE_FROM_THE_START = 0.7;
  private static final double ZIPF_EXPONENT = 0.8;
  private static final int CATALOGUE_STREAM = 1;

  static Catalogue of(WorldSpec spec, double[][] centres) {
    int n = spec.items();
    List<Item> items = new ArrayList<>(n);
    double[][] vectors = new double[n][];
    double[] quality = new double[n];
    double[] prices = new double[n];
    long[] createdMs = new long[n];
    double[] standing = new double[n];
    Map<String, Integer> titles = new HashMap<>();
    for (int i = 0; i < n; i++) {
      Draws draws = Draws.of(spec.seed(), CATALOGUE_STREAM, i);
      int main = i % Vocabulary.CATEGORIES.size();
      int second = draws.nextInt(Vocabulary.CATEGORIES.size());
      boolean hasSecond = second != main && draws.nextDouble() < SECOND_CATEGORY_SHARE;
      vectors[i] = vector(centres[main], hasSecond ? centres[second] : centres[main], draws);
      quality[i] = 0.6 * draws.nextGaussian();
      standing[i] = quality[i] + draws.nextGaussian();
      prices[i] = Math.round(400 + 2_600 * draws.nextDouble()) / 100.0;
      createdMs[i] = createdMs(spec, draws);
      String category = Vocabulary.CATEGORIES.get(main);
      items.add(
          new Item(
              "i" + (i + 1),
              distinct(Vocabulary.title(category, draws), titles),
              hasSecond ? List.of(category, Vocabulary.CATEGORIES.get(second)) : List.of(category),
              createdMs[i],
              true,
              Map.of(
                  "author",
                  Vocabulary.author(draws),
                  "price",
                  String.format(Locale.ROOT, "%.2f", prices[i]))));
    }
    return new Catalogue(
        items, new Tastes.ItemTraits(vectors, quality, createdMs), prices, fame(standing));
  }

  private static double[] vector(double[] main, double[] second, Draws draws) {
    double[] vector = new double[Tastes.DIM];
    Vectors.addTo(vector, main, 1);
    Vectors.addTo(vector, second, 0.5);
    Vectors.addTo(vector, Vectors.random(Tastes.DIM, draws), OWN_CHARACTER * 1.5);
    return Vectors.normalize(vector);
  }

  /** Most were there before the history begins; the others arrive evenly while it runs. */
  private static long createdMs(WorldSpec spec, Draws draws) {
    long beforeMs = TimeUnit.DAYS.toMillis(spec.days());
    boolean old = draws.nextDouble() < THERE_FROM_THE_START;
    double share = draws.nextDouble();
    return spec.startMs() + (long) (beforeMs * (old ? -share : share));
  }

  private static String distinct(String title, Map<String, Integer> titles) {
    int volume = titles.merge(title, 1, Integer::sum);
    return volume == 1 ? title : title + ", Vol. " + volume;
  }

  private static double[] fame(double[] standing) {
    int n = standing.length;
    Integer[] ranking = new Integer[n];
    for (int i = 0; i < n; i++) {
      ranking[i] = i;
    }
    Arrays.sort(ranking, (a, b) -> Double.compare(standing[b], standing[a]));
    double[] fame = new double[n];
    for (int rank = 0; rank < n; rank++) {
      fame[ranking[rank]] = StrictMath.pow(rank + 1, -ZIPF_EXPONENT);
    }
    for (int i = 1; i < n; i++) {
      fame[i] += fame[i - 1];
    }
    for (int i = 0; i < n; i++) {
      fame[i] /= fame[n - 1];
    }
    return fame;
  }
}
