package dev.slate.pipelines.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.Topics;
import dev.slate.pipelines.local.CommandFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
  @Test
  void newest_areNewestFirst_andNoMoreThanAskedFor(@TempDir Path directory) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      DeadLetters letters = new DeadLetters(kafka.bootstrapServers());
      new TopicCreator(kafka.bootstrapServers()).create(3, 1);
      assertThat(letters.newest(10)).isEmpty();

      put(kafka);

      assertThat(letters.newest(4))
          .extracting(DeadLetter::timeMs)
          .containsExactly(1_011L, 1_010L, 1_009L, 1_008L);
      assertThat(letters.newest(100))
          .hasSize(12)
          .last()
          .isEqualTo(
              new DeadLetter(
                  1_000, "invalid", "type: 'x'", "events/0/0", "u0", "{\"type\":\"x\"}"));
      assertThat(letters.newest(0)).isEmpty();
    }
  }

  @Test
  void newest_noBroker_saysWhatToDo() {
    assertThatThrownBy(() -> new DeadLetters("no-such-host.invalid:1").newest(1))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  private static void put(EmbeddedKafka kafka) {
    Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
      for (int i = 0; i < 12; i++) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                Topics.EVENTS_DLQ,
                null,
                1_000L + i,
                ("u" + i).getBytes(UTF_8),
                "{\"type\":\"x\"}".getBytes(UTF_8));
        List.of("reason=invalid", "error=type: 'x'", "source=events/0/" + i)
            .forEach(h -> record.headers().add(h.split("=")[0], h.split("=")[1].getBytes(UTF_8)));
        producer.send(record);
      }
    }
  }
}
