package dev.slate.pipelines.streaming;

import dev.slate.featurestore.store.Coverage;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * What a partition's log holds at the moment.
 *
 * @param begin offset of the first record that is left
 * @param beginMs when that record was appended; now, if there is none
 * @param end offset behind the last record
 */
record LogRange(long begin, long beginMs, long end) {

  static LogRange of(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    List<TopicPartition> one = List.of(partition);
    long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
    long begin = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
    long beginMs = begin == 0 ? 0 : beginMs(consumer, partition);
    return new LogRange(begin, beginMs, end);
  }

  private static long beginMs(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    long now = System.currentTimeMillis();
    OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(partition, 0L)).get(partition);
    return first == null ? now : first.timestamp();
  }

  /**
   * Where to go on from what is stored: behind what retention has deleted, and with a coverage that
   * says what is missing now or for ever.
   *
   * @param furthest offset that was committed once; a lower one means that the store lost data
   */
  Position start(Position stored, long furthest) {
    Coverage coverage = stored.coverage();
    boolean isLost = stored.offset() < furthest || stored.offset() == 0;
    return new Position(
        stored.epoch(),
        Math.max(stored.offset(), begin),
        stored.sources(),
        stored.newestEventTimeMs(),
        new Coverage(
            stored.offset() < begin ? beginMs : coverage.fromMs(),
            coverage.untilMs(),
            isLost && end > begin
                ? Math.max(end, coverage.rewindOffset())
                : coverage.rewindOffset()));
  }
}
