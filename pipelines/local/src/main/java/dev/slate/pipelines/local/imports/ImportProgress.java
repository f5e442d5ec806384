package dev.slate.pipelines.local.imports;

import dev.slate.data.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far an import has come, read from the log itself: every imported event carries the header
 * {@code import}, the import's key (int32) and the event's number (int64), big-endian. A partition
 * is written in order, so the greatest number in it says what it has.
 */
final class ImportProgress {
  private static final String HEADER = "import";

  private ImportProgress() {}

  static void stamp(Headers headers, int key, long number) {
    headers.add(
        HEADER,
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(key).putLong(number).array());
  }

  /** The greatest number of the import in each partition, -1 where it has none. */
  static long[] read(String bootstrapServers, int partitions, int key) {
    long[] newest = new long[partitions];
    Arrays.fill(newest, -1);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_uncommitted"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, partitions)
              .mapToObj(p -> new TopicPartition(Topics.EVENTS, p))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Header header = record.headers().lastHeader(HEADER);
          if (header != null) {
            ByteBuffer stamp = ByteBuffer.wrap(header.value());
            if (stamp.getInt() == key) {
              newest[record.partition()] = Math.max(newest[record.partition()], stamp.getLong());
            }
          }
        }
      }
    }
    return newest;
  }
}
