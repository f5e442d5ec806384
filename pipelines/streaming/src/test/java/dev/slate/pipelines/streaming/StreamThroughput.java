package dev.slate.pipelines.streaming;

import dev.slate.data.event.Event;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures the job on a backlog that is in the log already, with broker and Redis on the same
 * machine: {@code java -cp <test class path> dev.slate.pipelines.streaming.StreamThroughput
 * [events] [rounds]}. The first round warms up. Prints events a second by the clock, from the start
 * of the job to committed states of users and items, and the CPU time of each thread, which a busy
 * machine does not blur.
 */
final class StreamThroughput {
  private static final int USERS = 100_000;
  private static final int ITEMS = 20_000;

  private StreamThroughput() {}

  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    Path directory = Files.createTempDirectory("stream-throughput");
    try (TestPlatform platform = new TestPlatform(directory.resolve("kafka"))) {
      for (int round = 0; round <= rounds; round++) {
        fill(platform, round, events);
        measure(platform, round, events);
      }
    }
  }

  private static void fill(TestPlatform platform, int round, int events) {
    long now = System.currentTimeMillis();
    List<Event> log = EventLog.of(round, events, now, 3_600_000L, USERS, ITEMS);
    platform.send(log);
  }

  private static void measure(TestPlatform platform, int round, int events) {
    Map<String, Long> cpuBefore = cpuMillis();
    long redisBefore = platform.redis.cpuMillis();
    long processBefore = processCpuMillis();
    long begin = System.nanoTime();
    try (StreamJob job = new StreamJob(platform.config(), "throughput")) {
      job.start();
      platform.awaitDrained(Duration.ofMinutes(10));
      double took = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "%s: %,d events folded for users and items in %.1f s: %,.0f events/s%n",
          round == 0 ? "warm-up" : "round " + round, events, took, events / took);
      for (Route route : Route.values()) {
        LaneStats stats = job.stats(route);
        System.out.printf(
            "  %-16s %,d records, %,d commits, %.0f states a commit%n",
            route.topic(),
            stats.records.sum(),
            stats.commits.sum(),
            (double) stats.states.sum() / stats.commits.sum());
      }
      print("redis", platform.redis.cpuMillis() - redisBefore, events);
      cpuMillis().forEach((name, ms) -> print(name, ms - cpuBefore.getOrDefault(name, 0L), events));
    }
  }

  private static void print(String thread, long millis, int events) {
    if (millis > 50) {
      System.out.printf(
          "  %-40s %,7d ms CPU, %.2f us an event%n", thread, millis, millis * 1e3 / events);
    }
  }

  private static long processCpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }

  private static Map<String, Long> cpuMillis() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> cpu = new TreeMap<>();
    for (long id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null) {
        String name = info.getThreadName().replaceAll("[0-9]+", "#");
        cpu.merge(name, threads.getThreadCpuTime(id) / 1_000_000, Long::sum);
      }
    }
    return cpu;
  }
}
