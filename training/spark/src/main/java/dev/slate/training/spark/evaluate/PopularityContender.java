package dev.slate.training.spark.evaluate;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The same list for everybody, without what they have seen: the floor of every table. */
public final class PopularityContender implements Contender {
  private final int[] bestFirst;

  /**
   * @param counts positives of each item
   */
  public PopularityContender(int[] counts) {
    bestFirst =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  @Override
  public String name() {
    return "popularity";
  }

  @Override
  public int[] top(int user, int k, IntPredicate accept) {
    return IntStream.of(bestFirst).filter(accept).limit(k).toArray();
  }
}
