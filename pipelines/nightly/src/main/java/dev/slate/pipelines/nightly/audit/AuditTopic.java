package dev.slate.pipelines.nightly.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Topics;
import dev.slate.featurestore.audit.AuditReport;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells serving of the newest audit; a broker that is down costs the telling, not the audit. */
record AuditTopic(String bootstrapServers) {
  /** The one key: a newer audit replaces the one before. */
  static final String KEY = "served-features";

  private static final Logger LOG = LoggerFactory.getLogger(AuditTopic.class);

  void tell(AuditReport report) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "max.block.ms",
            5_000,
            "request.timeout.ms",
            5_000,
            "delivery.timeout.ms",
            10_000);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.AUDITS, KEY.getBytes(UTF_8), AuditJson.of(report).getBytes(UTF_8)),
          (metadata, problem) -> {
            if (problem != null) {
              LOG.warn("the audit could not be told of: {}", problem.getMessage());
            }
          });
    }
  }
}
