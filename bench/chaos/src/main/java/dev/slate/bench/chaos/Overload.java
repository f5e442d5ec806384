package dev.slate.bench.chaos;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Three times as many requests as can be answered, beside the most that can and beside few. */
final class Overload {
  private static final double GROWTH = 1.35;
  private static final int FIRST = 150;
  private static final int HIGHEST = 6_000;
  private static final Duration WARM = Duration.ofSeconds(2);

  private final Load load;
  private final Duration step;

  Overload(Load load, Duration step) {
    this.load = load;
    this.step = step;
  }

  /** What one rate gave, after its first two seconds. */
  private static final class Step {
    final Histogram acceptedMicros = new Histogram(60_000_000, 3);
    final int perSecond;
    int good;
    int prefetch;
    int shed;
    int shedPrefetch;
    int shedWithoutRetry;
    int failed;

    Step(int perSecond) {
      this.perSecond = perSecond;
    }

    void take(Answer answer, long from) {
      if (answer.dueNanos() < from) {
        return;
      }
      boolean forLater = Requests.isPrefetch(answer.request());
      prefetch += forLater ? 1 : 0;
      if (answer.status() == 200) {
        good++;
        acceptedMicros.recordValue(Math.min(60_000_000, answer.tookNanos() / 1_000));
      } else if (answer.status() == 429) {
        shed++;
        shedPrefetch += forLater ? 1 : 0;
        shedWithoutRetry += answer.retryAfter() ? 0 : 1;
      } else {
        failed++;
      }
    }

    int total() {
      return good + shed + failed;
    }

    double p99() {
      return acceptedMicros.getValueAtPercentile(99) / 1_000.0;
    }
  }

  private Step run(int perSecond) {
    Step step = new Step(perSecond);
    long from = System.nanoTime() + WARM.toNanos();
    load.run(perSecond, WARM.plus(this.step), answer -> step.take(answer, from));
    System.out.printf(
        Locale.ROOT,
        "%6d/s  good %6.0f/s  429 %6d  failed %d  p50 %.1f ms  p99 of accepted %.1f ms%n",
        perSecond,
        goodput(step),
        step.shed,
        step.failed,
        step.acceptedMicros.getValueAtPercentile(50) / 1_000.0,
        step.p99());
    return step;
  }

  private double goodput(Step step) {
    return step.good * 1_000.0 / this.step.toMillis();
  }

  /** Prints what it finds; true if the bar is met. */
  boolean run() {
    Step unloaded = run(FIRST / 3);
    double peak = 0;
    int ceiling = FIRST;
    for (int rate = FIRST; rate < HIGHEST; rate = (int) (rate * GROWTH)) {
      Step step = run(rate);
      peak = Math.max(peak, goodput(step));
      if (step.good < 0.95 * step.total()) {
        break;
      }
      ceiling = rate;
    }
    ceiling = (int) Math.max(ceiling, peak);
    Step over = run(3 * ceiling);
    double share = goodput(over) / peak;
    double slower = over.p99() / unloaded.p99();
    double shedPrefetch = (double) over.shedPrefetch / Math.max(1, over.prefetch);
    double shedNormal =
        (double) (over.shed - over.shedPrefetch) / Math.max(1, over.total() - over.prefetch);
    boolean met =
        share >= 0.9
            && slower <= 2
            && over.failed == 0
            && over.shedWithoutRetry == 0
            && shedPrefetch >= shedNormal;
    System.out.printf(
        Locale.ROOT,
        "ceiling %d/s; at three times that: goodput %.0f %% of the peak (bar 90), p99 of accepted"
            + " %.1f times the unloaded (bar 2), %d failed, %d 429 without Retry-After,"
            + " refused: %.0f %% of prefetch, %.0f %% of others  %s%n",
        ceiling,
        100 * share,
        slower,
        over.failed,
        over.shedWithoutRetry,
        100 * shedPrefetch,
        100 * shedNormal,
        met ? "ok" : "MISSED");
    return met;
  }
}
