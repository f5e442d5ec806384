package dev.slate.pipelines.nightly.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody how a run stands: its whole state on the topic {@code runs} at every transition.
 * A broker that is down does not stop a run; the ledger has it all.
 */
public final class RunTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunTopic.class);

  private final Producer<byte[], byte[]> producer;

  public RunTopic(String bootstrapServers) {
    this(bootstrapServers, 5_000);
  }

  /**
   * @param patienceMs how long a run waits for a broker that does not answer
   */
  RunTopic(String bootstrapServers, int patienceMs) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "max.in.flight.requests.per.connection",
                1,
                "max.block.ms",
                patienceMs,
                "request.timeout.ms",
                5_000,
                "delivery.timeout.ms",
                10_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends without waiting. */
  public void tell(Run run) {
    producer.send(
        new ProducerRecord<>(
            Topics.RUNS, run.runId().getBytes(UTF_8), RunJson.of(run).getBytes(UTF_8)),
        (metadata, problem) -> {
          if (problem != null) {
            LOG.warn("run {} could not be told of: {}", run.runId(), problem.getMessage());
          }
        });
  }

  /** Waits until everything told has arrived or failed. */
  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
