package dev.slate.serving.topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Takes one record of a topic; in a compacted one a later record of the same key replaces it. */
@FunctionalInterface
public interface TopicHandler {

  /** Takes a record; its key is never null, a null value deletes the key. */
  void handle(ConsumerRecord<String, byte[]> record);

  /** One that needs neither headers nor partition. */
  static TopicHandler ofValues(Values handler) {
    return record -> handler.handle(record.key(), record.value(), record.offset());
  }

  /** Takes what most topics are about. */
  @FunctionalInterface
  interface Values {
    /**
     * Takes a record.
     *
     * @param value null deletes the key
     * @param offset grows with every record of a key
     */
    void handle(String key, byte @Nullable [] value, long offset);
  }
}
