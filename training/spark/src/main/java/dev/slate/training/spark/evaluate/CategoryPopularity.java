package dev.slate.training.spark.evaluate;

import dev.slate.training.model.tower.ItemCategories;

/**
 * The same list for everybody: an item counts as much as an item of its categories has positives on
 * average. What anybody can do for an item that is new.
 */
public final class CategoryPopularity {
  /** As on the command line. */
  public static final String NAME = "category-popularity";

  private CategoryPopularity() {}

  /**
   * @param counts positives of each item
   * @param categories of each item and nothing else; one without counts 0
   */
  public static Contender of(int[] counts, ItemCategories categories) {
    double[] sums = new double[categories.rows()];
    int[] sizes = new int[sums.length];
    for (int item = 0; item < counts.length; item++) {
      for (int at = categories.offsets()[item]; at < categories.offsets()[item + 1]; at++) {
        sums[categories.values()[at]] += counts[item];
        // Items without a positive say nothing of how popular their category is.
        sizes[categories.values()[at]] += counts[item] > 0 ? 1 : 0;
      }
    }
    float[] scores = new float[counts.length];
    for (int item = 0; item < counts.length; item++) {
      double score = 0;
      for (int at = categories.offsets()[item]; at < categories.offsets()[item + 1]; at++) {
        int category = categories.values()[at];
        score += sizes[category] == 0 ? 0 : sums[category] / sizes[category];
      }
      scores[item] = (float) (score / Math.max(1, categories.count(item)));
    }
    return new PopularityContender(NAME, scores);
  }
}
