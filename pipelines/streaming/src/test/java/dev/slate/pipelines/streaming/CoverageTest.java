package dev.slate.pipelines.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slate.data.event.Event;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.store.Coverage;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the positions say about the part of the log that the state contains. */
class CoverageTest {
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final Duration DRAIN = Duration.ofSeconds(40);

  private static Coverage coverage(TestPlatform platform, int partition) {
    Position position = platform.redis.position(CATALOG.userActivity(), partition);
    return position == null ? Coverage.NONE : position.coverage();
  }

  @Test
  void coverage_idleRewoundAndTruncatedLog_isTold(@TempDir Path directory) {
    try (TestPlatform platform = new TestPlatform(directory.resolve("kafka"))) {
      long now = System.currentTimeMillis();
      List<Event> events = EventLog.of(1, 2_000, now, 3_600_000L);
      try (StreamJob job = new StreamJob(platform.config(), null)) {
        job.start();
        // Waits until the empty partitions are owned: what comes then needs no rewinding.
        await().atMost(DRAIN).until(() -> coverage(platform, 3).untilMs() > now);
        platform.send(events);
        platform.awaitDrained(DRAIN);
        long drained = System.currentTimeMillis();
        await().atMost(DRAIN).until(() -> coverage(platform, 0).untilMs() > drained + 1_500);
        assertThat(coverage(platform, 0).fromMs()).isZero();
        assertThat(coverage(platform, 0).rewindOffset()).isZero();
        platform.redis.wipe();
        // Nothing is sent: the heartbeat finds that the state is gone.
        platform.awaitDrained(DRAIN);
        assertThat(job.stats(Route.USERS).rewinds.sum()).isPositive();
        Position healed =
            Objects.requireNonNull(platform.redis.position(CATALOG.userActivity(), 0));
        assertThat(healed.coverage().rewindOffset()).isEqualTo(healed.offset());
      }
      platform.redis.wipe();
      platform.deleteBefore(0, 100);
      ConsumerRecord<byte[], byte[]> first =
          platform.read(dev.slate.data.Topics.EVENTS).stream()
              .filter(record -> record.partition() == 0)
              .findFirst()
              .orElseThrow();
      assertThat(first.offset()).isEqualTo(100);
      try (StreamJob job = new StreamJob(platform.config(), null)) {
        job.start();
        platform.awaitDrained(DRAIN);
      }
      Map<Integer, Long> from =
          Map.of(0, coverage(platform, 0).fromMs(), 1, coverage(platform, 1).fromMs());
      assertThat(from).isEqualTo(Map.of(0, first.timestamp(), 1, 0L));
    }
  }
}
