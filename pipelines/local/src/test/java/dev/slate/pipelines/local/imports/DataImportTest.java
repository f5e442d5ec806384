package dev.slate.pipelines.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.Topics;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.Lateness;
import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.platform.EmbeddedKafka;
import dev.slate.pipelines.local.platform.TopicCreator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataImportTest {
  private static final int PARTITIONS = 3;
  private static final long SHIFT_MS = 86_400_000;

  @Test
  void run_interruptedAndRunAgain_everyEventIsInTheLogOnce(@TempDir Path directory) {
    SlateHome home = new SlateHome(directory.resolve("home"));
    Dataset dataset =
        World.generate(WorldSpec.standard(1_795_000_000_000L).withSize(40, 60)).history();
    int events = dataset.events().size();
    ImportMarker marker = ImportMarker.begin("/a", dataset, SHIFT_MS, null);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"))) {
      new TopicCreator(kafka.bootstrapServers()).create(PARTITIONS, 1);
      DataImport imports = new DataImport(home, kafka.bootstrapServers(), PARTITIONS);
      assertThatThrownBy(
              () ->
                  imports.run(
                      marker,
                      dataset,
                      done -> {
                        if (done == events / 2) {
                          throw new IllegalStateException("pulled the plug");
                        }
                      }))
          .hasMessage("pulled the plug");
      assertThat(ImportMarker.of(home, "/a").orElseThrow().complete()).isFalse();

      long written = imports.run(marker, dataset, done -> {});

      assertThat(written).isEqualTo(events - events / 2);
      assertThat(ImportMarker.of(home, "/a").orElseThrow().complete()).isTrue();
      assertThat(imports.run(marker, dataset, done -> {})).isZero();
      requireSame(dataset, log(kafka));
    }
  }

  private static void requireSame(Dataset dataset, List<Event> log) {
    assertThat(log).hasSize(dataset.events().size());
    Map<String, Event> byId = new HashMap<>();
    log.forEach(event -> byId.put(event.eventId(), event));
    for (Event event : dataset.events()) {
      Event imported = Objects.requireNonNull(byId.get(event.eventId()), event.eventId());
      assertThat(imported.eventTimeMs()).isEqualTo(event.eventTimeMs() + SHIFT_MS);
      assertThat(imported.kind()).isEqualTo(event.kind());
    }
  }

  /** All events; asserts that each user's come in time order. */
  private static List<Event> log(EmbeddedKafka kafka) {
    List<Event> events = new ArrayList<>();
    Map<String, Long> newest = new HashMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, PARTITIONS)
              .mapToObj(p -> new TopicPartition(Topics.EVENTS, p))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          Event event = EventCodec.decode(record.value());
          assertThat(record.key()).isEqualTo(event.userId());
          assertThat(record.headers().lastHeader(Lateness.BACKFILL)).isNotNull();
          Long before = newest.put(event.userId(), event.eventTimeMs());
          assertThat(before == null || before <= event.eventTimeMs()).isTrue();
          events.add(event);
        }
      }
    }
    return events;
  }
}
