package dev.slate.pipelines.nightly.run;

import java.io.PrintStream;
import java.util.Locale;

/** One line a step, when it ends: for logs. */
public final class LineProgress implements Progress {
  private final PrintStream out;

  public LineProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void started(StepRecord step) {
    out.println(step.name() + "...");
  }

  @Override
  public void ended(StepRecord step) {
    out.println(line(step));
  }

  static String line(StepRecord step) {
    return String.format(
        Locale.ROOT,
        "%-12s %-9s %7.1f s  %s",
        step.name(),
        step.status().label(),
        (step.endedMs() - step.startedMs()) / 1_000.0,
        step.detail());
  }

  @Override
  public void close() {}
}
