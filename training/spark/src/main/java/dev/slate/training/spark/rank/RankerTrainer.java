package dev.slate.training.spark.rank;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.metric.Reliability;
import dev.slate.training.model.rank.CalibratedRanker;
import dev.slate.training.model.rank.Ranker;
import dev.slate.training.model.rank.TieredRanker;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains the ranker of the configured kind with Tribuo on rows labelled with what the user chose,
 * and a logistic one for requests without time. Both are compiled to arrays of ours, and compared
 * with Tribuo's own prediction on every validation row before anybody gets them; then their
 * probabilities are calibrated, which leaves the order.
 */
public final class RankerTrainer {
  /** Largest difference of a compiled probability from Tribuo's: a few roundings of float32. */
  static final double TOLERANCE = 1e-6;

  private final RankerAlgorithm algorithm;
  private final RankerAlgorithm light;

  public RankerTrainer(SlateConfig.Ranker settings, long seed) {
    algorithm = RankerAlgorithm.of(settings, seed);
    light = new LogisticRegression(seed);
  }

  /**
   * @param train at least one row of each label
   * @param validation rows of other users; also what the compiled scorers are checked on
   * @throws IllegalArgumentException if train has rows of one label only
   * @throws IllegalStateException if a compiled scorer and Tribuo disagree on a validation row
   */
  public RankerFit fit(RankerRows train, RankerRows validation) {
    if (train.positives() == 0 || train.positives() == train.size()) {
      throw new IllegalArgumentException(
          "train: "
              + train.positives()
              + " positives in "
              + train.size()
              + " rows (expected: rows of both labels)");
    }
    RankerAlgorithm.Fitted fitted = algorithm.fit(train);
    RankerAlgorithm.Fitted cheap = algorithm.equals(light) ? fitted : light.fit(train);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rows", (double) train.size());
    metrics.put("positives", (double) train.positives());
    metrics.put("validationRows", (double) validation.size());
    metrics.put(
        "largestDifferenceFromTribuo",
        Math.max(requireEqual(fitted, validation), requireEqual(cheap, validation)));
    Ranker full = calibrated(fitted.ranker(), validation);
    Ranker lower = fitted == cheap ? full : calibrated(cheap.ranker(), validation);
    putQuality("validation", full, validation, metrics);
    putQuality("light", lower, validation, metrics);
    return new RankerFit(
        full == lower ? full : new TieredRanker(full, lower),
        metrics,
        fitted.importances(),
        reliability(full, validation).bins());
  }

  private static Ranker calibrated(Ranker ranker, RankerRows validation) {
    float[] margins = new float[validation.size()];
    ranker.margins(validation.values(), margins.length, margins);
    return PlattScaling.fit(validation, margins)
        .<Ranker>map(line -> new CalibratedRanker(ranker, line.scale(), line.offset()))
        .orElse(ranker);
  }

  private static void putQuality(
      String name, Ranker ranker, RankerRows rows, Map<String, Double> metrics) {
    float[] scores = scores(ranker, rows);
    Reliability reliability = reliability(ranker, rows);
    metrics.put(name + "Auc", BinaryMetrics.areaUnderCurve(rows, scores));
    metrics.put(name + "LogLoss", reliability.logLoss());
    metrics.put(name + "Brier", reliability.brier());
    metrics.put(name + "CalibrationError", reliability.expectedError());
  }

  /** As candidates are, not as they were sampled. */
  private static Reliability reliability(Ranker ranker, RankerRows rows) {
    float[] scores = scores(ranker, rows);
    boolean[] labels = new boolean[scores.length];
    float[] counts = new float[scores.length];
    for (int row = 0; row < scores.length; row++) {
      labels[row] = rows.label(row);
      counts[row] = rows.count(row);
    }
    return Reliability.of(scores, labels, counts);
  }

  private static float[] scores(Ranker ranker, RankerRows rows) {
    float[] scores = new float[rows.size()];
    ranker.score(rows.values(), scores.length, scores);
    return scores;
  }

  private static double requireEqual(RankerAlgorithm.Fitted fitted, RankerRows rows) {
    double[] expected = fitted.expected(rows);
    float[] compiled = scores(fitted.ranker(), rows);
    double worst = 0;
    for (int row = 0; row < compiled.length; row++) {
      double difference = Math.abs(expected[row] - compiled[row]);
      if (!(difference <= TOLERANCE)) {
        throw new IllegalStateException(
            "validation row "
                + row
                + ": the compiled ranker says "
                + compiled[row]
                + ", Tribuo says "
                + expected[row]
                + " (expected: at most "
                + TOLERANCE
                + " apart)");
      }
      worst = Math.max(worst, difference);
    }
    return worst;
  }
}
