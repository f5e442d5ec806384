package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.spark.evaluate.tune.Trial;
import dev.slate.training.spark.evaluate.tune.TuneListener;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tuning as a bar on a terminal, as lines in a log; on standard error. */
abstract class TuneProgress implements TuneListener, AutoCloseable {
  private static final int WIDTH = 100;

  /**
   * @param budget after which tuning ends at the latest
   */
  static TuneProgress of(String model, Duration budget) {
    return Boolean.getBoolean("slate.terminal") ? new Bar(model) : new Lines(model, budget);
  }

  @Override
  public abstract void close();

  private static String text(Trial best) {
    return String.format(Locale.ROOT, " best NDCG %.4f", best.ndcg());
  }

  private static final class Bar extends TuneProgress {
    private final ProgressBar bar;

    Bar(String model) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("tune " + model)
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
              .setMaxRenderedLength(WIDTH)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    }

    @Override
    public void ended(Trial trial, int done, int planned, Trial best) {
      bar.maxHint(planned);
      bar.stepTo(done);
      bar.setExtraMessage(text(best));
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends TuneProgress {
    private final String model;
    private final Duration budget;
    private final long startNs = System.nanoTime();

    Lines(String model, Duration budget) {
      this.model = model;
      this.budget = budget;
    }

    @Override
    public void ended(Trial trial, int done, int planned, Trial best) {
      System.err.printf(
          Locale.ROOT,
          "tune %s %d of %d: %s effort %.2f NDCG %.4f in %.1f s,%s, about %.0f s left%n",
          model,
          done,
          planned,
          trial.settings(),
          trial.effort(),
          trial.ndcg(),
          trial.seconds(),
          text(best),
          left(done, planned));
    }

    /** As trials went so far, but no more than the budget has; later ones may take longer. */
    private double left(int done, int planned) {
      double seconds = (System.nanoTime() - startNs) / 1e9;
      return Math.min(seconds / done * (planned - done), budget.toSeconds() - seconds);
    }

    @Override
    public void close() {}
  }
}
