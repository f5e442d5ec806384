package dev.slate.bench.system;

import dev.slate.data.Partitioning;
import dev.slate.data.Topics;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.ValueReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far the online state is behind the log. */
final class Progress {
  private static final int PARTITIONS = Platform.PARTITIONS;

  private Progress() {}

  /** Waits until everything in the log is in Redis. */
  static void awaitFolded(String bootstrapServers, String redis) throws Exception {
    FeatureCatalog features = FeatureCatalog.standard();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        RedisValueReader reader = new RedisValueReader(redis, PARTITIONS, Duration.ofSeconds(5))) {
      while (!reader.isConnected()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      await(reader, features.userActivity(), end(admin, Topics.EVENTS));
      // Nothing more is re-keyed once the users' states are complete.
      await(reader, features.itemActivity(), end(admin, Topics.EVENTS_BY_ITEM));
    }
  }

  private static void await(RedisValueReader reader, FeatureView view, long end) throws Exception {
    List<ValueReader.Key> keys =
        IntStream.range(0, PARTITIONS).mapToObj(p -> new ValueReader.Key(view, anIdOf(p))).toList();
    for (long folded = 0; folded < end; ) {
      TimeUnit.MILLISECONDS.sleep(100);
      folded = 0;
      for (var stored : reader.read(keys).toCompletableFuture().get()) {
        Position position = stored.position();
        folded += position == null ? 0 : position.offset();
      }
    }
  }

  private static String anIdOf(int partition) {
    for (int i = 0; ; i++) {
      if (Partitioning.of("probe" + i, PARTITIONS) == partition) {
        return "probe" + i;
      }
    }
  }

  private static long end(Admin admin, String topic) throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    return admin.listOffsets(latest).all().get().values().stream()
        .mapToLong(info -> info.offset())
        .sum();
  }
}
