package dev.slate.serving.topic;

import dev.slate.serving.topic.TopicWriter.NotWrittenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of a topic that this process follows, and waits until they came back: what is
 * written is in this process's memory, in the order of the log, before the call returns. When it
 * takes longer than a second, it is in the log and comes later. Thread-safe.
 */
public final class FollowedWriter {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final TopicWriter writer;
  private final String topic;
  private final TopicFollower follower;

  public FollowedWriter(Producer<String, byte[]> producer, String topic, TopicFollower follower) {
    this.writer = new TopicWriter(producer, topic);
    this.topic = topic;
    this.follower = follower;
  }

  /** One record; a null value deletes the key. */
  @SuppressWarnings("ArrayRecordComponent") // Written at once, by who made it.
  public record Entry(String key, byte @Nullable [] value) {}

  /**
   * Writes one record.
   *
   * @throws NotWrittenException if the log does not take it
   */
  public void write(String key, byte @Nullable [] value) {
    writeAll(List.of(new Entry(key, value)));
  }

  /**
   * Writes records, those of one key in their order.
   *
   * @throws NotWrittenException if the log does not take all of them; it may have some
   */
  public void writeAll(List<Entry> entries) {
    List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      sent.add(writer.append(entry.key, entry.value));
    }
    writer.await(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
    Map<Integer, Long> last = new HashMap<>();
    for (CompletableFuture<RecordMetadata> one : sent) {
      RecordMetadata metadata = one.join();
      last.merge(metadata.partition(), metadata.offset(), Math::max);
    }
    follower.awaitHandled(topic, last, PATIENCE);
  }
}
