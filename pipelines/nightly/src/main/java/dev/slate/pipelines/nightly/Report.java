package dev.slate.pipelines.nightly;

import dev.slate.pipelines.nightly.run.Run;
import dev.slate.pipelines.nightly.run.Scores;
import dev.slate.pipelines.nightly.run.StepRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people read when a run has ended: steps with timings, then the evaluation. */
final class Report {
  private static final List<String> METRICS =
      List.of("hr@10", "mrr@10", "map@10", "recall@10", "coverage@10");

  private Report() {}

  static String of(Run run) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%nRun %s: %s in %.1f s%s%n",
            run.runId(),
            run.status().label(),
            seconds(run.startedMs(), run.endedMs()),
            run.model() == null ? "" : ", champion " + run.model()));
    if (run.reason() != null) {
      text.append("  ").append(run.reason()).append(System.lineSeparator());
    }
    text.append(String.format("%n%-12s %-9s %9s  %s%n", "step", "status", "seconds", "what"));
    for (StepRecord step : run.steps()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-12s %-9s %9.1f  %s%n",
              step.name(),
              step.status().label(),
              seconds(step.startedMs(), step.endedMs()),
              step.detail()));
    }
    return text.append(evaluation(run.evaluation())).toString();
  }

  /** One line a model, or nothing if there is none. */
  static String evaluation(List<Scores> evaluation) {
    if (evaluation.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%n%-14s %8s  %-16s %8s %8s %8s %10s %12s%n",
            "model",
            "NDCG@10",
            "95 % interval",
            "HR@10",
            "MRR@10",
            "MAP@10",
            "recall@10",
            "coverage@10"));
    for (Scores scores : evaluation) {
      Map<String, Double> metrics = scores.metrics();
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %8.4f  %.4f to %.4f",
              scores.model(),
              value(metrics, "ndcg@10"),
              value(metrics, "ndcg@10.low"),
              value(metrics, "ndcg@10.high")));
      int[] widths = {9, 8, 8, 10, 12};
      for (int i = 0; i < widths.length; i++) {
        String cell = String.format(Locale.ROOT, "%.4f", value(metrics, METRICS.get(i)));
        text.append(" ".repeat(Math.max(1, widths[i] - cell.length() + 1))).append(cell);
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static double value(Map<String, Double> metrics, String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }

  private static double seconds(long fromMs, long toMs) {
    return Math.max(0, toMs - fromMs) / 1_000.0;
  }
}
