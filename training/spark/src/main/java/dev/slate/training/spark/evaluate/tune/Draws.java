package dev.slate.training.spark.evaluate.tune;

import dev.slate.training.spark.evaluate.recipe.Dimension;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Settings to try. The first ones are spread over the whole range, more evenly than chance alone
 * does in a few draws: a Latin hypercube, of whose strata each dimension sees every one once. Later
 * ones lie near the best known. Not thread-safe.
 */
final class Draws {
  /** Half the width of the box that is near, in shares of each range. */
  private static final double NEAR = 0.15;

  private final List<Dimension> dimensions;
  private final Map<String, Double> start;
  private final SplittableRandom random;
  private final int[][] strata;
  private int next;

  /**
   * @param start values of what is not drawn too
   * @param spread how many are to be spread over the range, at least 1
   */
  Draws(List<Dimension> dimensions, Map<String, Double> start, int spread, long seed) {
    this.dimensions = dimensions;
    this.start = start;
    this.random = new SplittableRandom(seed);
    this.strata = new int[dimensions.size()][];
    Arrays.setAll(strata, i -> shuffled(spread));
  }

  private int[] shuffled(int n) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  /** The next ones of those that are spread; after the last, the first strata again. */
  Map<String, Double> anywhere() {
    Map<String, Double> settings = new LinkedHashMap<>(start);
    for (int i = 0; i < strata.length; i++) {
      double share = (strata[i][next % strata[i].length] + random.nextDouble()) / strata[i].length;
      settings.put(dimensions.get(i).key(), dimensions.get(i).at(share));
    }
    next++;
    return settings;
  }

  /** Some at random near others. */
  Map<String, Double> near(Map<String, Double> best) {
    Map<String, Double> settings = new LinkedHashMap<>(best);
    for (Dimension dimension : dimensions) {
      double middle = dimension.share(best.getOrDefault(dimension.key(), dimension.low()));
      double low = Math.max(0, middle - NEAR);
      double high = Math.min(1, middle + NEAR);
      settings.put(dimension.key(), dimension.at(low + random.nextDouble() * (high - low)));
    }
    return settings;
  }
}
