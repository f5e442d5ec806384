package dev.slate.serving.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.SlateConfig;
import dev.slate.serving.topic.Producers;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

class GuardedProducerTest {

  @Test
  void send_noBroker_opensAndRefusesAtOnce() {
    Breaker breaker =
        new Breaker(
            "kafka",
            new SlateConfig.Breaker(Duration.ofSeconds(2), 0.5, Duration.ofMinutes(1), 3),
            new SimpleMeterRegistry());
    // Of its own: the common pool of two cores has one thread, and five sends that block one after
    // the other never fail within the breaker's window.
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try (Producer<String, byte[]> producer =
        Producers.create("127.0.0.1:1", breaker, Duration.ZERO)) {
      TopicWriter writer = new TopicWriter(producer, "events");
      List<CompletableFuture<Void>> blocked =
          IntStream.range(0, 5)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> writer.send("k", new byte[1]), threads))
              .map(sent -> sent.thenCompose(acknowledged -> acknowledged))
              .toList();
      for (CompletableFuture<Void> one : blocked) {
        assertThat(one).failsWithin(Duration.ofSeconds(20));
      }
      assertThat(breaker.state()).isEqualTo("open");
      assertThatThrownBy(() -> writer.send("k", new byte[1]).join())
          .hasCauseInstanceOf(BreakerOpenException.class);
      assertThatThrownBy(() -> writer.write("k", new byte[1]))
          .isInstanceOf(TopicWriter.NotWrittenException.class);
      producer.close(Duration.ZERO);
    } finally {
      threads.shutdownNow();
    }
  }
}
