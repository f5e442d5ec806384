package dev.slate.pipelines.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.RedisPartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A commit that a crash of Redis tore in the middle leaves nothing behind, however often it
 * restarts.
 */
class TornCommitTest {
  private static final FeatureView VIEW = FeatureCatalog.standard().userActivity();
  private static final int STATES = 1_000;
  private static final int BYTES = 200;

  @Test
  void commit_tornInTheFile_isUndoneAsAWhole_alsoAfterAnotherRestart(@TempDir Path directory) {
    Position begin;
    Position first;
    try (EmbeddedRedis redis = EmbeddedRedis.start(directory);
        PartitionStateStore store = new RedisPartitionStateStore(redis.uri(), 1)) {
      begin = store.acquire(VIEW, 0);
      first = at(begin, 10);
      store.commit(VIEW, 0, begin, first, states(1));
      long whole = size(directory);
      store.commit(VIEW, 0, first, at(first, 20), states(2));
      await().until(() -> size(directory) > whole + STATES * BYTES);
      kill(redis);
      cut(directory, (whole + size(directory)) / 2);
    }
    Position again;
    try (EmbeddedRedis redis = EmbeddedRedis.start(directory);
        PartitionStateStore store = new RedisPartitionStateStore(redis.uri(), 1)) {
      again = store.acquire(VIEW, 0);
      assertThat(again.offset()).isEqualTo(10);
      assertHas(store, again, 1);
    }
    try (EmbeddedRedis redis = EmbeddedRedis.start(directory);
        PartitionStateStore store = new RedisPartitionStateStore(redis.uri(), 1)) {
      assertHas(store, again, 1);
    }
  }

  private static void assertHas(PartitionStateStore store, Position at, int value) {
    List<String> ids = IntStream.range(0, STATES).mapToObj(i -> "u" + i).toList();
    assertThat(store.load(VIEW, 0, at, ids))
        .allSatisfy(b -> assertThat(b[0]).isEqualTo((byte) value));
  }

  private static Position at(Position from, long offset) {
    return new Position(
        from.epoch(), offset, from.sources(), from.newestEventTimeMs(), from.coverage());
  }

  private static Map<String, byte[]> states(int value) {
    Map<String, byte[]> states = new HashMap<>();
    for (int i = 0; i < STATES; i++) {
      byte[] bytes = new byte[BYTES];
      bytes[0] = (byte) value;
      states.put("u" + i, bytes);
    }
    return states;
  }

  private static void kill(EmbeddedRedis redis) {
    ProcessHandle.of(redis.pid()).ifPresent(ProcessHandle::destroyForcibly);
    redis.onExit().join();
  }

  private static Path file(Path directory) {
    return directory.resolve("appendonly.aof");
  }

  private static long size(Path directory) {
    try {
      return Files.size(file(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cut(Path directory, long size) {
    try (FileChannel file = FileChannel.open(file(directory), StandardOpenOption.WRITE)) {
      file.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
