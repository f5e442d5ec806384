package dev.slate.bench.stream;

import dev.slate.data.Partitioning;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.ValueReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the state in Redis is, as a reader of features sees it. */
final class OnlineState implements AutoCloseable {
  private final RedisValueReader reader;

  OnlineState(String uri) throws InterruptedException {
    reader = new RedisValueReader(uri, Platform.PARTITIONS, Duration.ofSeconds(5));
    while (!reader.isConnected()) {
      Thread.sleep(10);
    }
  }

  /** The position of every partition of a stream view, by number; null where there is none. */
  List<@Nullable Position> positions(FeatureView view) throws Exception {
    List<ValueReader.Key> keys = new ArrayList<>();
    for (int partition = 0; partition < Platform.PARTITIONS; partition++) {
      keys.add(new ValueReader.Key(view, anIdOf(partition)));
    }
    List<@Nullable Position> positions = new ArrayList<>();
    reader.read(keys).toCompletableFuture().get().forEach(s -> positions.add(s.position()));
    return positions;
  }

  /** Records of a view's topic that are in the state. */
  long committed(FeatureView view) throws Exception {
    long sum = 0;
    for (Position position : positions(view)) {
      sum += position == null ? 0 : position.offset();
    }
    return sum;
  }

  private static String anIdOf(int partition) {
    for (int i = 0; ; i++) {
      if (Partitioning.of("probe" + i, Platform.PARTITIONS) == partition) {
        return "probe" + i;
      }
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
