package dev.slate.serving.erasure;

import dev.slate.data.Topics;
import dev.slate.featurestore.online.RedisUserEraser;
import dev.slate.featurestore.store.PartitionStateStore.StoreUnavailableException;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.topic.TopicWriter;
import dev.slate.serving.topic.TopicWriter.NotWrittenException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases a user: a marker in the log, at which the stream job deletes its state and the lake its
 * rows; then the rows in Redis and the caches. To erase a user again is harmless, and erases what
 * came in between. Thread-safe.
 */
public final class UserErasure {
  private static final Logger LOG = LoggerFactory.getLogger(UserErasure.class);
  private static final long TIMEOUT_MS = 6_000;

  private final Producer<String, byte[]> producer;
  private final RedisUserEraser redis;
  private final LastGoodLists lastGood;
  private final TopicWriter users;
  private final TopicWriter erasures;

  public UserErasure(
      Producer<String, byte[]> producer, RedisUserEraser redis, LastGoodLists lastGood) {
    this.producer = producer;
    this.redis = redis;
    this.lastGood = lastGood;
    this.users = new TopicWriter(producer, Topics.USERS);
    this.erasures = new TopicWriter(producer, Topics.ERASURES);
  }

  /**
   * Erases a user and returns once the log has it.
   *
   * @throws NotWrittenException if the log does not take it; repeat it then
   */
  public Erasure erase(String userId) {
    RecordMetadata marker = mark(userId);
    Erasure erasure = new Erasure(marker.timestamp(), marker.partition(), marker.offset());
    users.write(userId, null);
    lastGood.forget(userId::equals);
    try {
      redis.erase(userId);
    } catch (StoreUnavailableException e) {
      // The status says what is left, and repeating the request repeats this.
      LOG.warn("rows of an erased user are still in Redis: {}", e.getMessage());
    }
    erasures.write(Erasure.digest(userId), erasure.encode());
    return erasure;
  }

  private RecordMetadata mark(String userId) {
    try {
      return producer
          .send(new ProducerRecord<>(Topics.EVENTS, userId, null))
          .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new NotWrittenException(Topics.EVENTS + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new NotWrittenException(Topics.EVENTS + ": no acknowledgement in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotWrittenException(Topics.EVENTS + ": interrupted", e);
    }
  }
}
