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
 * Measures the job on a backlog of events, with broker and Redis on the same machine: {@code java
 * -cp <test class path> dev.slate.pipelines.streaming.StreamThroughput [events] [rounds]}. Prints
 * events a second by the clock, and a second of the lanes' own CPU time, which a busy machine does
 * not blur.
 */
final class StreamThroughput {
  private StreamThroughput() {}

  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 500_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path directory = Files.createTempDirectory("stream-throughput");
    try (TestPlatform platform = new TestPlatform(directory.resolve("kafka"));
        StreamJob job = new StreamJob(platform.config(), null)) {
      job.start();
      for (int round = 0; round < rounds; round++) {
        List<Event> log = EventLog.of(round, events, System.currentTimeMillis(), 86_400_000L);
        Map<String, Long> cpuBefore = cpuMillis();
        long begin = System.nanoTime();
        platform.send(log);
        double sent = (System.nanoTime() - begin) / 1e9;
        platform.awaitDrained(Duration.ofMinutes(10));
        double took = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            "%,d events: sent in %.1f s, folded for users and items in %.1f s: %,.0f events/s%n",
            events, sent, took, events / took);
        cpuMillis()
            .forEach(
                (thread, millis) ->
                    System.out.printf(
                        "  %-40s %,7d ms CPU%n",
                        thread, millis - cpuBefore.getOrDefault(thread, 0L)));
      }
    }
  }

  private static Map<String, Long> cpuMillis() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> cpu = new TreeMap<>();
    for (long id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null && threads.getThreadCpuTime(id) > 50_000_000) {
        String name = info.getThreadName().replaceAll("[0-9]+", "#");
        cpu.merge(name, threads.getThreadCpuTime(id) / 1_000_000, Long::sum);
      }
    }
    return cpu;
  }
}
