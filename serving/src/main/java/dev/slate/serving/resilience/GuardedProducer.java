package dev.slate.serving.resilience;

import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A producer behind a breaker: while that is open, records fail at once with {@link
 * BreakerOpenException} and nobody waits for a broker that is away.
 *
 * <p>A broker that has gone shows only when records expire, after seconds; so the breaker also
 * opens when records wait and none has been acknowledged for a second. Thread-safe.
 */
public final class GuardedProducer extends KafkaProducer<String, byte[]> {
  private static final long STALLED_NANOS = 1_000_000_000L;

  private final Breaker breaker;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long progressNanos = System.nanoTime();

  public GuardedProducer(Properties properties, Breaker breaker) {
    super(properties, new StringSerializer(), new ByteArraySerializer());
    this.breaker = breaker;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
    return send(record, null);
  }

  @Override
  public Future<RecordMetadata> send(
      ProducerRecord<String, byte[]> record, @Nullable Callback callback) {
    long begin = System.nanoTime();
    if (waiting.get() > 0 && begin - progressNanos > STALLED_NANOS) {
      breaker.open();
    }
    if (!breaker.tryCall()) {
      return refuse(callback);
    }
    if (waiting.getAndIncrement() == 0) {
      progressNanos = begin;
    }
    Callback counting = (metadata, error) -> done(begin, metadata, error, callback);
    try {
      return super.send(record, counting);
    } catch (RuntimeException e) {
      done(begin, null, e, callback);
      return CompletableFuture.failedFuture(e);
    }
  }

  private Future<RecordMetadata> refuse(@Nullable Callback callback) {
    BreakerOpenException refused = new BreakerOpenException(breaker);
    if (callback != null) {
      callback.onCompletion(null, refused);
    }
    return CompletableFuture.failedFuture(refused);
  }

  private void done(
      long begin,
      @Nullable RecordMetadata metadata,
      @Nullable Exception error,
      @Nullable Callback callback) {
    waiting.decrementAndGet();
    long now = System.nanoTime();
    if (error == null) {
      progressNanos = now;
      breaker.succeeded(now - begin);
    } else {
      breaker.failed(now - begin, error);
    }
    if (callback != null) {
      callback.onCompletion(metadata, error);
    }
  }
}
