package dev.slate.bench.chaos;

import dev.slate.training.model.registry.ModelRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Swaps of the champion under load: nothing fails, memory stays, a roll-back shows at once. */
final class Swaps {
  private static final Duration BETWEEN = Duration.ofSeconds(3);
  private static final int BEFORE = 5;
  private static final double FLAT = 5;

  private final ChaosWorld world;
  private final ModelRegistry registry;
  private final Map<Integer, Integer> failed = new ConcurrentSkipListMap<>();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile String serving = "";
  private volatile long changedNanos;

  Swaps(ChaosWorld world) {
    this.world = world;
    this.registry = new ModelRegistry(world.registry());
  }

  /** Prints what it finds; true if the bar is met. */
  boolean run(Load load, int perSecond, int swaps) throws InterruptedException {
    Duration all = BETWEEN.multipliedBy(swaps + BEFORE + 3L);
    Thread loading = new Thread(() -> load.run(perSecond, all, this::take), "load");
    loading.start();
    Thread.sleep(BETWEEN.toMillis());
    double slowest = 0;
    // The first ones still compile code and grow the heap.
    for (int i = 0; i < BEFORE; i++) {
      swap();
    }
    Memory before = Memory.of(world.serving().pid());
    for (int i = 0; i < swaps; i++) {
      slowest = Math.max(slowest, swap());
    }
    Memory after = Memory.of(world.serving().pid());
    loading.join();
    boolean flat = after.grown(before) <= FLAT && after.grownInUse(before) <= FLAT;
    boolean met = failed.isEmpty() && flat && slowest < 1_000;
    System.out.printf(
        Locale.ROOT,
        "%d swaps under %d requests/s: %d answers, failed by status: %s; roll-back seen after at most %.0f ms"
            + " (bar 1000)%n  before: %s%n  after:  %s%n  resident %+.1f %%, in use %+.1f %%"
            + " (bar 5)  %s%n",
        swaps,
        perSecond,
        answered.get(),
        failed.isEmpty() ? "none" : failed,
        slowest,
        before,
        after,
        after.grown(before),
        after.grownInUse(before),
        met ? "ok" : "MISSED");
    return met;
  }

  private void take(Answer answer) {
    answered.incrementAndGet();
    if (answer.status() != 200) {
      failed.merge(answer.status(), 1, Integer::sum);
    } else if (!answer.model().equals(serving)) {
      serving = answer.model();
      changedNanos = System.nanoTime();
    }
  }

  /** Moves the champion to the other model; milliseconds until answers come from it. */
  private double swap() throws InterruptedException {
    String next = serving.equals("2026-11-20-1") ? "2026-11-20-2" : "2026-11-20-1";
    long begin = System.nanoTime();
    registry.promote(next);
    while (!serving.equals(next) && System.nanoTime() - begin < BETWEEN.toNanos()) {
      Thread.sleep(5);
    }
    double took = serving.equals(next) ? (changedNanos - begin) / 1e6 : Double.POSITIVE_INFINITY;
    Thread.sleep(Math.max(0, BETWEEN.toMillis() - (System.nanoTime() - begin) / 1_000_000));
    return took;
  }
}
