package dev.slate.training.spark.evaluate;

import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.index.VectorIndex;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Ranks items by the inner product of their vectors with the user's, as far as the index is exact.
 */
public final class VectorContender implements Contender {
  private final String name;
  private final IntFunction<float[]> userVector;
  private final VectorIndex index;

  /**
   * @param userVector thread-safe; a vector of the index's length by user
   */
  public VectorContender(String name, IntFunction<float[]> userVector, VectorIndex index) {
    this.name = name;
    this.userVector = userVector;
    this.index = index;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] top(int user, int k, IntPredicate accept) {
    return index.search(userVector.apply(user), k, RowMask.of(index.size(), accept)).items();
  }
}
