package dev.slate.pipelines.streaming;

import dev.slate.featurestore.admission.Refusal;
import dev.slate.featurestore.store.PartitionStateStore;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What one lane has done since it started; thread-safe. */
final class LaneStats {
  final LongAdder records = new LongAdder();
  final LongAdder accepted = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder dedupWindowExceeded = new LongAdder();
  final LongAdder erasures = new LongAdder();
  final LongAdder commits = new LongAdder();
  final LongAdder commitNanos = new LongAdder();
  final LongAdder states = new LongAdder();
  final LongAdder fenced = new LongAdder();
  final LongAdder rewinds = new LongAdder();
  private final Map<Refusal, LongAdder> deadLetters = new EnumMap<>(Refusal.class);
  private volatile Map<Integer, Long> lag = Map.of();
  private long recordsAtLastLine;
  private long lastLineNanos = System.nanoTime();

  LaneStats() {
    for (Refusal reason : Refusal.values()) {
      deadLetters.put(reason, new LongAdder());
    }
  }

  /** Counts why a partition was given up. */
  void count(RuntimeException reason) {
    if (reason instanceof PartitionStateStore.FencedException) {
      fenced.increment();
    } else if (reason instanceof PartitionStateStore.StateLostException) {
      rewinds.increment();
    }
  }

  /** Takes note of how many records of each owned partition are not read yet. */
  void lag(Map<Integer, Long> behind) {
    lag = Map.copyOf(behind);
  }

  /** Records not read yet of a partition; NaN if it is not owned. */
  double lagOf(int partition) {
    Long behind = lag.get(partition);
    return behind == null ? Double.NaN : behind;
  }

  /** Dead letters of a reason. */
  LongAdder deadLetters(Refusal reason) {
    return Objects.requireNonNull(deadLetters.get(reason));
  }

  /** Dead letters of all reasons. */
  long deadLetters() {
    return deadLetters.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /**
   * One line of JSON: totals since the start, records a second since the last line.
   *
   * @param lag records not yet read, by partition
   */
  synchronized String line(String topic, int owned, Map<Integer, Long> lag) {
    long now = System.nanoTime();
    long total = records.sum();
    double perSecond = (total - recordsAtLastLine) * 1e9 / Math.max(1, now - lastLineNanos);
    recordsAtLastLine = total;
    lastLineNanos = now;
    StringBuilder json = new StringBuilder();
    json.append("{\"topic\":\"").append(topic).append("\",\"partitions\":").append(owned);
    json.append(",\"recordsPerSecond\":").append(Math.round(perSecond));
    json.append(",\"records\":").append(total).append(",\"accepted\":").append(accepted.sum());
    json.append(",\"duplicates\":").append(duplicates.sum());
    json.append(",\"deadLetters\":").append(deadLetters());
    json.append(",\"commits\":").append(commits.sum()).append(",\"lag\":{");
    String separator = "";
    for (Map.Entry<Integer, Long> entry : new TreeMap<>(lag).entrySet()) {
      json.append(separator)
          .append('"')
          .append(entry.getKey())
          .append("\":")
          .append(entry.getValue());
      separator = ",";
    }
    return json.append("}}").toString();
  }
}
