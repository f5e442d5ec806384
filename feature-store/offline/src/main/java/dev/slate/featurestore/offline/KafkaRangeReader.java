package dev.slate.featurestore.offline;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads one range of a partition in offset order; one thread. Closes its consumer at the end.
 *
 * <p>Ends by the consumer's position, not by the last record's offset: compaction and transaction
 * markers leave offsets without a record.
 */
final class KafkaRangeReader implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaRange range;
  private final TopicPartition partition;
  private final Consumer<byte[], byte[]> consumer;
  private Iterator<ConsumerRecord<byte[], byte[]>> batch = Collections.emptyIterator();
  private @Nullable ConsumerRecord<byte[], byte[]> next;
  private boolean closed;

  KafkaRangeReader(KafkaLog log, KafkaRange range) {
    this.range = range;
    this.partition = new TopicPartition(range.topic(), range.partition());
    this.consumer = log.consumer();
    consumer.assign(List.of(partition));
    consumer.seek(partition, range.from());
  }

  /**
   * Whether there is another record.
   *
   * @throws IllegalStateException if Kafka gives nothing for 30 s
   */
  @Override
  public boolean hasNext() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (next == null && !closed) {
      if (batch.hasNext()) {
        ConsumerRecord<byte[], byte[]> record = batch.next();
        if (record.offset() < range.until()) {
          next = record;
        } else {
          close();
        }
      } else if (consumer.position(partition) >= range.until()) {
        close();
      } else if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            partition
                + ": nothing at offset "
                + consumer.position(partition)
                + " for "
                + PATIENCE.toSeconds()
                + " s (expected: records up to "
                + range.until()
                + ")");
      } else {
        batch = consumer.poll(Duration.ofSeconds(1)).records(partition).iterator();
      }
    }
    return next != null;
  }

  @Override
  public ConsumerRecord<byte[], byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException(range.toString());
    }
    ConsumerRecord<byte[], byte[]> record = Objects.requireNonNull(next);
    next = null;
    return record;
  }

  /** The same records, each as something else. */
  <T> Iterator<T> map(Function<ConsumerRecord<byte[], byte[]>, T> function) {
    KafkaRangeReader records = this;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public T next() {
        return function.apply(records.next());
      }
    };
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      consumer.close();
    }
  }
}
