package dev.slate.serving.topic;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes records of one topic and waits until the log has them; thread-safe. */
public final class TopicWriter {
  private static final long TIMEOUT_MS = 6_000;

  private final Producer<String, byte[]> producer;
  private final String topic;

  public TopicWriter(Producer<String, byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Writes one record and returns once it is acknowledged.
   *
   * @param value null deletes the key
   * @throws NotWrittenException if the log does not take it
   */
  public void write(String key, byte @Nullable [] value) {
    await(send(key, value));
  }

  /** Sends one record; the future completes with its acknowledgement. */
  public CompletableFuture<Void> send(String key, byte @Nullable [] value) {
    return append(key, value).thenAccept(metadata -> {});
  }

  /** Sends one record; the future completes with where the log has it. */
  CompletableFuture<RecordMetadata> append(String key, byte @Nullable [] value) {
    CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
    var unused =
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (metadata, error) -> {
              if (error == null) {
                acknowledged.complete(metadata);
              } else {
                acknowledged.completeExceptionally(error);
              }
            });
    return acknowledged;
  }

  /** Waits for acknowledgements. */
  public void await(CompletableFuture<Void> acknowledged) {
    try {
      acknowledged.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new NotWrittenException(topic + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new NotWrittenException(topic + ": no acknowledgement in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotWrittenException(topic + ": interrupted", e);
    }
  }

  /** The log did not acknowledge a record in time; it may or may not have it. */
  public static final class NotWrittenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotWrittenException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
