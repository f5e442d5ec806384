package dev.slate.pipelines.nightly.run;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar of the whole run with the step's name beside it: for a terminal. */
public final class BarProgress implements Progress {
  private static final int WIDTH = 90;

  private final PrintStream out;
  private final ProgressBar bar;

  /**
   * @param steps how many there will be
   */
  public BarProgress(PrintStream out, int steps) {
    this.out = out;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("nightly")
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setMaxRenderedLength(WIDTH)
            .hideEta()
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .build();
  }

  @Override
  public void started(StepRecord step) {
    bar.setExtraMessage(" " + step.name());
  }

  @Override
  public void ended(StepRecord step) {
    out.println("\r" + " ".repeat(WIDTH) + "\r" + LineProgress.line(step));
    bar.step();
  }

  @Override
  public void close() {
    bar.close();
  }
}
