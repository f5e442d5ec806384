package dev.slate.pipelines.streaming;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What one lane has done since it started; thread-safe. */
final class LaneStats {
  final LongAdder records = new LongAdder();
  final LongAdder accepted = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder deadLetters = new LongAdder();
  final LongAdder commits = new LongAdder();
  private long recordsAtLastLine;
  private long lastLineNanos = System.nanoTime();

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
    json.append(",\"deadLetters\":").append(deadLetters.sum());
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
