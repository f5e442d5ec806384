package dev.slate.training.spark.rank;

import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** What Tribuo itself says of rows. */
public final class TribuoScores {
  // Boxed by Tribuo on the way to the native library: a chunk bounds the memory.
  private static final int CHUNK = 20_000;

  private TribuoScores() {}

  /** All rows as Tribuo has them. */
  public static List<Example<Label>> examples(RankerRows rows) {
    return TribuoRows.examples(rows, 0, rows.size());
  }

  /** Each row's probability of a positive label. */
  public static double[] of(Model<Label> model, RankerRows rows) {
    double[] probabilities = new double[rows.size()];
    for (int from = 0; from < rows.size(); from += CHUNK) {
      int to = Math.min(rows.size(), from + CHUNK);
      List<Prediction<Label>> said = model.predict(TribuoRows.examples(rows, from, to));
      for (int row = from; row < to; row++) {
        Label yes = said.get(row - from).getOutputScores().get(TribuoRows.YES.getLabel());
        probabilities[row] = yes == null ? Double.NaN : yes.getScore();
      }
    }
    return probabilities;
  }
}
