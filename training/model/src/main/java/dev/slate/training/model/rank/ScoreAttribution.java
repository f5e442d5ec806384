package dev.slate.training.model.rank;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What the scores of one list are made of, by input, against the list's mean: through everything
 * that a ranker is wrapped in, so that it holds for the score that was served. What an input says
 * relative to the rest of the list ({@link RelativeInputs}) counts as that input's; a calibration
 * is a line, so parts and baseline go along with it.
 *
 * <p>{@link #baseline()} and the contributions of a row sum to its margin.
 *
 * @param baseline mean margin of the list
 * @param byRow contributions of the inputs {@code [inputs]} to the margin of a row
 */
public record ScoreAttribution(double baseline, IntFunction<double[]> byRow) {

  /**
   * Empty for a ranker whose inputs act in pairs without being trees: a factorisation machine with
   * factors.
   *
   * @param rows {@code [n x inputs]}, those of one list
   * @param n at least 1
   */
  public static Optional<ScoreAttribution> of(Ranker ranker, float[] rows, int n) {
    if (ranker instanceof ListRanker list) {
      return of(list.model(), list.relative().expand(rows, n), n)
          .map(expanded -> expanded.gathered(list.relative()));
    }
    if (ranker instanceof TieredRanker tiers) {
      return of(tiers.full(), rows, n);
    }
    if (ranker instanceof CalibratedRanker line) {
      return of(line.model(), rows, n).map(model -> model.along(line.scale(), line.offset()));
    }
    if (ranker instanceof FlatTrees trees) {
      TreeAttribution attribution =
          TreeAttribution.of(trees.inputs(), trees.base(), trees.toTrees(), rows, n);
      return Optional.of(
          new ScoreAttribution(
              attribution.expected(), row -> attribution.contributions(rows, row)));
    }
    if (ranker instanceof FactorizationMachine machine && machine.halves().length == 0) {
      return Optional.of(additive(machine, rows, n));
    }
    return Optional.empty();
  }

  public double[] contributions(int row) {
    return byRow.apply(row);
  }

  /** Of a sum of one term for each input: how far each lies from its mean. */
  private static ScoreAttribution additive(FactorizationMachine machine, float[] rows, int n) {
    double[] means = new double[machine.inputs()];
    double baseline = machine.bias();
    for (int row = 0; row < n; row++) {
      double[] terms = terms(machine, rows, row);
      for (int i = 0; i < means.length; i++) {
        means[i] += terms[i] / n;
        baseline += terms[i] / n;
      }
    }
    return new ScoreAttribution(
        baseline,
        row -> {
          double[] terms = terms(machine, rows, row);
          for (int i = 0; i < means.length; i++) {
            terms[i] -= means[i];
          }
          return terms;
        });
  }

  private static double[] terms(FactorizationMachine machine, float[] rows, int row) {
    float[] x = new float[machine.inputs()];
    machine.scaling().scale(rows, row, x);
    double[] terms = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      terms[i] = (double) machine.weights()[i] * x[i];
    }
    return terms;
  }

  private ScoreAttribution gathered(RelativeInputs relative) {
    return new ScoreAttribution(
        baseline,
        row -> {
          double[] expanded = contributions(row);
          double[] gathered = new double[relative.inputs()];
          System.arraycopy(expanded, 0, gathered, 0, gathered.length);
          for (int c = 0; c < relative.columns().length; c++) {
            gathered[relative.columns()[c]] += expanded[gathered.length + c];
          }
          return gathered;
        });
  }

  private ScoreAttribution along(double scale, double offset) {
    return new ScoreAttribution(
        scale * baseline + offset,
        row -> {
          double[] stretched = contributions(row).clone();
          for (int i = 0; i < stretched.length; i++) {
            stretched[i] *= scale;
          }
          return stretched;
        });
  }
}
