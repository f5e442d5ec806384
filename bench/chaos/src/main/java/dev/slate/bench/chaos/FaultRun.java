package dev.slate.bench.chaos;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The load of one fault: what was answered before, while and after it, and how soon it was over.
 * Times are of when a request was due. A fault may show after a second and must be gone five
 * seconds after its end; between, answers are of the time before or of the time after.
 */
final class FaultRun {
  static final Duration RECOVERY = Duration.ofSeconds(5);

  private static final Duration BEFORE = Duration.ofSeconds(1);
  private static final Duration AFTER = Duration.ofSeconds(2);
  // At the end, too: what waits for the store when it is mended gets its answer.
  private static final long SETTLED_NANOS = Duration.ofSeconds(1).toNanos();
  // So many full answers in a row are no chance.
  private static final int ENOUGH = 10;
  private static final Set<Standing> WELL = Set.of(Standing.FULL);

  private final Fault fault;
  private final double hurried;
  private final Histogram micros = new Histogram(60_000_000, 3);
  private final Phase all = new Phase();
  private final Phase during = new Phase();
  private final Map<String, Integer> wrong = new TreeMap<>();
  private int ofTheMachine;
  private int serverErrors;
  private int broken;
  private int inARow;
  private long candidateNanos;
  private volatile long backNanos = Long.MAX_VALUE;
  private volatile long begunNanos = Long.MAX_VALUE;
  private volatile long endingNanos = Long.MAX_VALUE;
  private volatile long endedNanos = Long.MAX_VALUE;
  private volatile long enoughNanos = Long.MAX_VALUE;

  /**
   * @param hurried the share of answers that may be refused, or hurried, or without a store that is
   *     there, because the machine has other work
   */
  FaultRun(Fault fault, double hurried) {
    this.fault = fault;
    this.hurried = hurried;
  }

  /** Loads, breaks, heals, and loads until it must have recovered. */
  void run(ChaosWorld world, Load load, int perSecond, Duration lasting)
      throws InterruptedException {
    Thread loading = new Thread(() -> load.run(perSecond, this::isAwaited, this::take), "load");
    loading.start();
    Thread.sleep(BEFORE.toMillis());
    boolean isMoment = fault.length() == Fault.Length.MOMENT;
    begunNanos = System.nanoTime();
    fault.begin(world);
    if (!isMoment) {
      Thread.sleep(lasting.toMillis());
    }
    endingNanos = System.nanoTime();
    fault.end(world);
    long ended = System.nanoTime();
    enoughNanos = ended + (isMoment ? lasting.toNanos() : 0);
    endedNanos = ended;
    loading.join();
  }

  /** Until it has recovered and stayed so for a while, or cannot any more. */
  private boolean isAwaited(long dueNanos) {
    long ended = endedNanos;
    if (ended == Long.MAX_VALUE) {
      return true;
    }
    long back = backNanos;
    long until =
        back == Long.MAX_VALUE
            ? ended + RECOVERY.plus(AFTER).toNanos()
            : Math.max(back, ended) + AFTER.toNanos();
    return dueNanos < Math.max(until, enoughNanos);
  }

  private void take(Answer answer) {
    micros.recordValue(Math.min(60_000_000, answer.tookNanos() / 1_000));
    broken += answer.status() == 0 ? 1 : 0;
    serverErrors += answer.status() >= 500 ? 1 : 0;
    Standing standing = Standing.of(answer);
    all.take(standing);
    long due = answer.dueNanos();
    boolean isBroken = due >= begunNanos && (due < endedNanos || !isBack(due, standing));
    boolean isSettled =
        isBroken && due >= begunNanos + SETTLED_NANOS && due < endingNanos - SETTLED_NANOS;
    if (isSettled) {
      during.take(standing);
    }
    boolean fits =
        isBroken && fault.meanwhile().containsKey(standing)
            || !isSettled && WELL.contains(standing);
    if (!fits && standing.isOfTheMachine()) {
      ofTheMachine++;
    } else if (!fits) {
      wrong.merge(answer.status() + " " + answer.rung() + " " + answer.reason(), 1, Integer::sum);
    }
  }

  /**
   * Whether the fault is over for who asked then: it is late, or enough good answers in a row were
   * due from then on. Answers come in another order than they were due.
   */
  private boolean isBack(long due, Standing standing) {
    if (backNanos == Long.MAX_VALUE) {
      if (!WELL.contains(standing)) {
        inARow = 0;
      } else if (inARow++ == 0) {
        candidateNanos = due;
      }
      if (inARow == ENOUGH) {
        backNanos = candidateNanos;
      }
    }
    return due >= Math.min(backNanos, endedNanos + RECOVERY.toNanos());
  }

  double p99Millis() {
    return micros.getValueAtPercentile(99) / 1_000.0;
  }

  double recoveryMillis() {
    return backNanos == Long.MAX_VALUE
        ? Double.POSITIVE_INFINITY
        : Math.max(0, backNanos - endedNanos) / 1e6;
  }

  /** No error, right rungs and reasons in their shares, recovered. */
  boolean isRight() {
    return serverErrors == 0
        && broken == 0
        && wrong.isEmpty()
        && during.above(fault.meanwhile()).isEmpty()
        && ofTheMachine <= hurried * all.answers()
        && recoveryMillis() <= RECOVERY.toMillis();
  }

  static String head() {
    return String.format(
        Locale.ROOT,
        "%-18s %7s %5s %7s %8s %8s %8s %10s %9s  %s",
        "fault",
        "answers",
        "5xx",
        "broken",
        "p50 ms",
        "p99 ms",
        "max ms",
        "back in ms",
        "hurried %",
        "meanwhile");
  }

  @Override
  public String toString() {
    String tooMany = during.above(fault.meanwhile());
    return String.format(
        Locale.ROOT,
        "%-18s %7d %5d %7d %8.1f %8.1f %8.1f %10.0f %9.2f  %s%s%s",
        fault.title(),
        all.answers(),
        serverErrors,
        broken,
        micros.getValueAtPercentile(50) / 1_000.0,
        p99Millis(),
        micros.getMaxValue() / 1_000.0,
        recoveryMillis(),
        100.0 * ofTheMachine / all.answers(),
        during.answers() == 0 ? "(a moment) " + all : during,
        tooMany.isEmpty() ? "" : "\n    TOO MANY " + tooMany,
        wrong.isEmpty() ? "" : "\n    WRONG " + wrong);
  }
}
