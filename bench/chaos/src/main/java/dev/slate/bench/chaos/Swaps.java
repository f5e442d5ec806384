package dev.slate.bench.chaos;

import dev.slate.training.model.registry.ModelRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Swaps of the champion under load: nothing fails, memory stays, a roll-back shows at once. */
final class Swaps {
  private static final Duration BETWEEN = Duration.ofSeconds(3);
  private static final int BEFORE = 2;

  private final ChaosWorld world;
  private final ModelRegistry registry;
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile String serving = "";
  private volatile long changedNanos;

  Swaps(ChaosWorld world) {
    this.world = world;
    this.registry = new ModelRegistry(world.registry());
  }

  /** Prints what it finds; true if the bar is met. */
  boolean run(Load load, int perSecond, int swaps) throws InterruptedException, IOException {
    Duration all = BETWEEN.multipliedBy(swaps + BEFORE + 3L);
    Thread loading = new Thread(() -> load.run(perSecond, all, this::take), "load");
    loading.start();
    Thread.sleep(BETWEEN.toMillis());
    double slowest = 0;
    // The first ones still compile code and grow the heap.
    for (int i = 0; i < BEFORE; i++) {
      swap();
    }
    long before = residentKb();
    for (int i = 0; i < swaps; i++) {
      slowest = Math.max(slowest, swap());
    }
    long after = residentKb();
    loading.join();
    double grown = 100.0 * (after - before) / before;
    boolean met = failed.get() == 0 && Math.abs(grown) <= 5 && slowest < 1_000;
    System.out.printf(
        Locale.ROOT,
        "%d swaps under %d requests/s: %d answers, %d failed; resident %d MB, then %d MB (%+.1f %%,"
            + " bar 5); roll-back seen after at most %.0f ms (bar 1000)  %s%n",
        swaps,
        perSecond,
        answered.get(),
        failed.get(),
        before / 1_024,
        after / 1_024,
        grown,
        slowest,
        met ? "ok" : "MISSED");
    return met;
  }

  private void take(Answer answer) {
    answered.incrementAndGet();
    if (answer.status() != 200) {
      failed.incrementAndGet();
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

  /** After a full collection. */
  private long residentKb() throws IOException, InterruptedException {
    long pid = world.serving().pid();
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    for (int i = 0; i < 2; i++) {
      Process collecting =
          new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var unused = collecting.waitFor(20, TimeUnit.SECONDS);
    }
    for (String line :
        Files.readAllLines(
            Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.UTF_8)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("no VmRSS of " + pid);
  }
}
