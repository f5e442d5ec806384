package dev.slate.training.spark.evaluate;

/** The same list for everybody, without what they have seen: the floor of every table. */
public final class PopularityContender implements BlockScorer {
  private final String name;
  private final float[] scores;

  /**
   * @param counts positives of each item
   */
  public PopularityContender(int[] counts) {
    this("popularity", counts);
  }

  /** As above, for counts of a part of the positives. */
  public PopularityContender(String name, int[] counts) {
    this(name, new float[counts.length]);
    for (int item = 0; item < counts.length; item++) {
      scores[item] = counts[item];
    }
  }

  /**
   * @param scores of each item; given away
   */
  PopularityContender(String name, float[] scores) {
    this.name = name;
    this.scores = scores;
  }

  @Override
  public String name() {
    return name;
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
