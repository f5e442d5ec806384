package dev.slate.bench.chaos;

import dev.slate.bench.chaos.Fault.Settled;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The load of one fault: what was answered while it lasted, and how soon it was over. */
final class FaultRun {
  static final Duration RECOVERY = Duration.ofSeconds(5);

  private static final Duration WATCHED = RECOVERY.plusSeconds(2);
  private static final long SETTLED_NANOS = Duration.ofSeconds(1).toNanos();
  // So many full answers in a row are no chance.
  private static final int ENOUGH = 10;
  private static final Duration BEFORE = Duration.ofSeconds(1);

  private final Fault fault;
  private final Histogram micros = new Histogram(60_000_000, 3);
  private final Map<String, Integer> rungs = new TreeMap<>();
  private final Map<String, Integer> wrong = new TreeMap<>();
  private int answers;
  private int serverErrors;
  private int broken;
  private int during;
  private int fullDuring;
  private int inARow;
  private boolean isRecovered;
  private long recoveredNanos;
  private long backNanos;
  private volatile long begunNanos = Long.MAX_VALUE;
  private volatile long endingNanos = Long.MAX_VALUE;
  private volatile long endedNanos = Long.MAX_VALUE;

  FaultRun(Fault fault) {
    this.fault = fault;
  }

  /** Loads, breaks, heals, and loads until it must have recovered. */
  void run(ChaosWorld world, Load load, int perSecond, Duration lasting)
      throws InterruptedException {
    Thread loading = new Thread(() -> load.run(perSecond, this::isAwaited, this::take), "load");
    loading.start();
    Thread.sleep(BEFORE.toMillis());
    begunNanos = System.nanoTime();
    fault.begin(world);
    Thread.sleep(lasting.toMillis());
    endingNanos = System.nanoTime();
    fault.end(world);
    endedNanos = System.nanoTime();
    loading.join();
  }

  /** What breaks may take its time to be mended: recovery is counted from then. */
  private boolean isAwaited(long dueNanos) {
    long ended = endedNanos;
    return ended == Long.MAX_VALUE || dueNanos < ended + WATCHED.toNanos();
  }

  private void take(Answer answer) {
    answers++;
    micros.recordValue(Math.min(60_000_000, answer.tookNanos() / 1_000));
    if (answer.status() == 0) {
      broken++;
    } else if (answer.status() >= 500) {
      serverErrors++;
    }
    rungs.merge(answer.rung().isEmpty() ? "" + answer.status() : answer.rung(), 1, Integer::sum);
    long due = answer.dueNanos();
    if (due >= endedNanos) {
      recovering(answer);
    } else if (due >= begunNanos) {
      during++;
      fullDuring += answer.isFull() ? 1 : 0;
      boolean settled = due >= begunNanos + SETTLED_NANOS && due < endingNanos;
      if (!fault.fits(answer, settled ? Settled.SETTLED : Settled.NOT_YET)) {
        wrong.merge(answer.status() + " " + answer.rung() + " " + answer.reason(), 1, Integer::sum);
      }
    }
  }

  private void recovering(Answer answer) {
    if (!answer.isFull()) {
      inARow = 0;
    } else if (inARow++ == 0) {
      recoveredNanos = answer.dueNanos();
    }
    if (inARow == ENOUGH && !isRecovered) {
      isRecovered = true;
      backNanos = recoveredNanos;
    }
  }

  double p99Millis() {
    return micros.getValueAtPercentile(99) / 1_000.0;
  }

  double recoveryMillis() {
    return isRecovered ? Math.max(0, backNanos - endedNanos) / 1e6 : Double.POSITIVE_INFINITY;
  }

  /** No error, right rungs and reasons, recovered. */
  boolean isRight() {
    return serverErrors == 0
        && broken == 0
        && wrong.isEmpty()
        && (!fault.staysFull() || 2 * fullDuring > during)
        && recoveryMillis() <= RECOVERY.toMillis();
  }

  static String head() {
    return String.format(
        Locale.ROOT,
        "%-18s %7s %5s %7s %8s %8s %8s %10s  %s",
        "fault",
        "answers",
        "5xx",
        "broken",
        "p50 ms",
        "p99 ms",
        "max ms",
        "back in ms",
        "rungs");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-18s %7d %5d %7d %8.1f %8.1f %8.1f %10.0f  %s%s",
        fault.title(),
        answers,
        serverErrors,
        broken,
        micros.getValueAtPercentile(50) / 1_000.0,
        p99Millis(),
        micros.getMaxValue() / 1_000.0,
        recoveryMillis(),
        rungs,
        wrong.isEmpty() ? "" : "\n    WRONG " + wrong);
  }
}
