package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.spark.evaluate.tune.Trial;
import dev.slate.training.spark.evaluate.tune.TuneListener;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tuning as a bar on a terminal, as lines in a log; on standard error. */
abstract class TuneProgress implements TuneListener, AutoCloseable {
  private static final int WIDTH = 100;

  static TuneProgress of(String model) {
    return Boolean.getBoolean("slate.terminal") ? new Bar(model) : new Lines(model);
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

    Lines(String model) {
      this.model = model;
    }

    @Override
    public void ended(Trial trial, int done, int planned, Trial best) {
      System.err.printf(
          Locale.ROOT,
          "tune %s %d of %d: %s effort %.2f NDCG %.4f in %.1f s,%s%n",
          model,
          done,
          planned,
          trial.settings(),
          trial.effort(),
          trial.ndcg(),
          trial.seconds(),
          text(best));
    }

    @Override
    public void close() {}
  }
}
