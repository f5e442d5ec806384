package dev.slate.training.spark.evaluate;

import java.util.function.IntPredicate;

/** Anything that recommends. Thread-safe. */
public interface Contender {

  /** The name in the table. */
  String name();

  /**
   * The best items of a user among those accepted, best first.
   *
   * @param user index of the evaluated positives
   * @param k how many at most; fewer if fewer are accepted
   * @return distinct item rows
   */
  int[] top(int user, int k, IntPredicate accept);
}
