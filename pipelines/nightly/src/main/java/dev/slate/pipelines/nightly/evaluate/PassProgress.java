package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.spark.PassListener;
import java.util.Locale;

/** The passes of a training as lines on standard error, with the time that is left. */
final class PassProgress implements PassListener {
  /** Quick passes are not worth a line each. */
  private static final double BETWEEN_SECONDS = 2;

  private final String model;
  private final long startNs = System.nanoTime();
  private double lastSeconds;

  PassProgress(String model) {
    this.model = model;
  }

  @Override
  public void ended(int pass, int planned, double loss, double quality) {
    double seconds = (System.nanoTime() - startNs) / 1e9;
    if (seconds - lastSeconds < BETWEEN_SECONDS) {
      return;
    }
    lastSeconds = seconds;
    System.err.printf(
        Locale.ROOT,
        "%s pass %d of %d:%s%s %.0f s, at most %.0f s left%n",
        model,
        pass,
        planned,
        known(" loss", loss),
        known(" quality", quality),
        seconds,
        seconds / pass * (planned - pass));
  }

  private static String known(String name, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%s %.4f,", name, value);
  }
}
