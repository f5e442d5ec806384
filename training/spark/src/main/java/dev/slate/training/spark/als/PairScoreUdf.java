package dev.slate.training.spark.als;

import dev.slate.training.model.kernel.Kernels;
import org.apache.spark.sql.api.java.UDF2;

/** A user's factors times an item's, as a column function. */
final class PairScoreUdf implements UDF2<Integer, Integer, Float> {
  private static final long serialVersionUID = 1L;

  private final int rank;
  private final float[] users;
  private final float[] items;

  PairScoreUdf(AlsFit fit) {
    rank = fit.userFactors().columns();
    users = fit.userFactors().values();
    items = fit.model().itemFactors().values();
  }

  @Override
  public Float call(Integer user, Integer item) {
    if (!isKnown(users, user) || !isKnown(items, item)) {
      return Float.NaN;
    }
    return Kernels.best().dot(users, user * rank, items, item * rank, rank);
  }

  private boolean isKnown(float[] factors, int row) {
    if (row < 0 || (long) row * rank >= factors.length) {
      return false;
    }
    for (int i = row * rank; i < (row + 1) * rank; i++) {
      if (factors[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
