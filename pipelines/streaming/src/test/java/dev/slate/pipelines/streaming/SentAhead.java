package dev.slate.pipelines.streaming;

import dev.slate.data.Topics;
import dev.slate.featurestore.admission.RefusedRecordException;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Whether re-keyed records are in the log whose batch is not committed. One thread. */
final class SentAhead implements AutoCloseable {
  private final TestPlatform platform;
  private final KafkaConsumer<byte[], byte[]> consumer;

  SentAhead(TestPlatform platform) {
    this.platform = platform;
    this.consumer = platform.consumer("sent-ahead");
  }

  /** Looks at the last record of each partition. */
  boolean isAny() {
    for (TopicPartition partition : TestPlatform.partitionsOf(Topics.EVENTS_BY_ITEM)) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      if (end > 0) {
        consumer.seek(partition, end - 1);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (isAhead(sourceOf(record))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean isAhead(Source source) {
    Position position = platform.redis.position(Route.USERS.view(), source.partition());
    return source.offset() >= (position == null ? 0 : position.offset());
  }

  static Source sourceOf(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Source.of(record.headers());
    } catch (RefusedRecordException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
