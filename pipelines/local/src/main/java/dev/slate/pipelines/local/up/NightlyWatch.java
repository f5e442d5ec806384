package dev.slate.pipelines.local.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.Topics;
import dev.slate.data.process.ChildProcess;
import dev.slate.pipelines.local.console.Step;
import dev.slate.pipelines.local.console.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Shows a nightly run while it happens, as the run itself tells it on the topic {@code runs}. Not
 * thread-safe.
 */
final class NightlyWatch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Terminal terminal;
  private final Set<String> shown = new HashSet<>();
  private @Nullable JsonNode run;

  /** Follows what is written from now on. */
  NightlyWatch(String bootstrapServers, Terminal terminal) {
    this.terminal = terminal;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    TopicPartition partition = new TopicPartition(Topics.RUNS, 0);
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    consumer.position(partition);
  }

  /** Shows steps as they end, until the process has. */
  void follow(ChildProcess nightly, Step step) {
    while (nightly.isAlive()) {
      poll(step);
    }
    poll(step);
  }

  /** The newest state of the run, if it has said anything. */
  Optional<JsonNode> run() {
    return Optional.ofNullable(run);
  }

  private void poll(Step step) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(250))) {
      if (record.value() != null) {
        read(record.value());
      }
    }
    step.update(runningStep());
  }

  private void read(byte[] value) {
    try {
      JsonNode state = JSON.readTree(value);
      run = state;
      for (JsonNode part : state.path("steps")) {
        String name = part.path("name").asText();
        String status = part.path("status").asText();
        if (!status.equals("running") && shown.add(name)) {
          show(name, status, part);
        }
      }
    } catch (IOException e) {
      terminal.print("    ? the topic runs has a record that is not JSON: " + e.getMessage());
    }
  }

  private void show(String name, String status, JsonNode part) {
    String mark = status.equals("failed") ? "\u2718" : status.equals("skipped") ? "-" : "\u2714";
    long ms = Math.max(0, part.path("endedMs").asLong() - part.path("startedMs").asLong());
    terminal.print(
        String.format(
            "      %s %-14s %9s  %s",
            mark, name, Step.seconds(ms), part.path("detail").asText("")));
  }

  private String runningStep() {
    if (run != null) {
      for (JsonNode part : run.path("steps")) {
        if (part.path("status").asText().equals("running")) {
          return part.path("name").asText();
        }
      }
    }
    return "";
  }

  @Override
  public void close() {
    consumer.close();
  }
}
