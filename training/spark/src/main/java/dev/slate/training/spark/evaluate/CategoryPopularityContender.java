package dev.slate.training.spark.evaluate;

import dev.slate.training.model.tower.ItemCategories;

/**
 * The same list for everybody: an item counts as much as an item of its categories has positives on
 * average. What anybody can do for an item that is new.
 */
public final class CategoryPopularityContender implements BlockScorer {
  private final float[] scores;

  /**
   * @param counts positives of each item
   * @param categories of each item and nothing else; one without counts 0
   */
  public CategoryPopularityContender(int[] counts, ItemCategories categories) {
    double[] sums = new double[categories.rows()];
    int[] sizes = new int[sums.length];
    for (int item = 0; item < counts.length; item++) {
      for (int at = categories.offsets()[item]; at < categories.offsets()[item + 1]; at++) {
        sums[categories.values()[at]] += counts[item];
        // Items without a positive say nothing of how popular their category is.
        sizes[categories.values()[at]] += counts[item] > 0 ? 1 : 0;
      }
    }
    scores = new float[counts.length];
    for (int item = 0; item < counts.length; item++) {
      double score = 0;
      for (int at = categories.offsets()[item]; at < categories.offsets()[item + 1]; at++) {
        int category = categories.values()[at];
        score += sizes[category] == 0 ? 0 : sums[category] / sizes[category];
      }
      scores[item] = (float) (score / Math.max(1, categories.count(item)));
    }
  }

  @Override
  public String name() {
    return "category-popularity";
  }

  @Override
  public int items() {
    return scores.length;
  }

  @Override
  public void score(int[] users, int from, int to, float[] out) {
    for (int i = from; i < to; i++) {
      System.arraycopy(scores, 0, out, (i - from) * scores.length, scores.length);
    }
  }
}
