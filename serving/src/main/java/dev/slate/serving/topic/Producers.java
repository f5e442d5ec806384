package dev.slate.serving.topic;

import dev.slate.serving.resilience.Breaker;
import dev.slate.serving.resilience.GuardedProducer;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The one way in which serving writes to Kafka: idempotent, acknowledged by all. */
public final class Producers {
  private static final int BATCH_BYTES = 128 << 10;

  private Producers() {}

  /** A producer that gives up on a record after five seconds; thread-safe. */
  public static Producer<String, byte[]> create(String bootstrapServers) {
    return new KafkaProducer<>(
        properties(bootstrapServers), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * The same behind a breaker, for a process that also has other things to do.
   *
   * @param linger how long a record may wait for others to be sent with it: nothing where somebody
   *     waits for the acknowledgement
   */
  public static Producer<String, byte[]> create(
      String bootstrapServers, Breaker breaker, Duration linger) {
    Properties properties = properties(bootstrapServers);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, Long.toString(linger.toMillis()));
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
    return new GuardedProducer(properties, breaker);
  }

  private static Properties properties(String bootstrapServers) {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    // A broker takes any sequence number for a producer's first batch in a partition, and an
    // earlier batch that is tried again for a repetition: with one under way none is lost.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "2000");
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "5000");
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
    return properties;
  }
}
