package dev.slate.featurestore.offline;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** What a piece of Spark's work costs in this JVM; register it as a listener first. */
final class RunCosts extends SparkListener {
  private static final double MB = 1 << 20;

  private final AtomicLong spilled = new AtomicLong();
  private final AtomicLong shuffled = new AtomicLong();
  private final AtomicLong longestMs = new AtomicLong();

  /**
   * @param peakHeapMb of all generations, garbage included
   * @param rssMb largest resident set of the process, -1 where the system does not tell
   * @param longestTaskSeconds the slowest task, which no further core can help
   */
  record Costs(
      double seconds,
      double cpuSeconds,
      double peakHeapMb,
      double rssMb,
      double shuffledMb,
      double spilledMb,
      double longestTaskSeconds) {}

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    TaskMetrics metrics = end.taskMetrics();
    if (metrics != null) {
      spilled.addAndGet(metrics.diskBytesSpilled());
      shuffled.addAndGet(metrics.shuffleWriteMetrics().bytesWritten());
      longestMs.accumulateAndGet(metrics.executorRunTime(), Math::max);
    }
  }

  Costs of(Runnable work) throws IOException {
    System.gc();
    Path resetPeak = Path.of("/proc/self/clear_refs");
    if (Files.isWritable(resetPeak)) {
      Files.writeString(resetPeak, "5");
    }
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    spilled.set(0);
    shuffled.set(0);
    longestMs.set(0);
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpuNs = system.getProcessCpuTime();
    long startNs = System.nanoTime();
    work.run();
    return new Costs(
        (System.nanoTime() - startNs) / 1e9,
        (system.getProcessCpuTime() - cpuNs) / 1e9,
        peakHeap() / MB,
        rssMb(),
        shuffled.get() / MB,
        spilled.get() / MB,
        longestMs.get() / 1e3);
  }

  private static double peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToDouble(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  private static double rssMb() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }
}
