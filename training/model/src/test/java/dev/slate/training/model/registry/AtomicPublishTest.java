package dev.slate.training.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicPublishTest {
  private static final String V1 = "2026-11-20-1";
  private static final String V2 = "2026-11-20-2";

  private final Path root;

  AtomicPublishTest(@TempDir Path root) {
    this.root = root;
  }

  /** Fails as a full disk would, in the middle of the n-th write. */
  private static final class FailingDisk extends DurableFiles {
    private int left;

    FailingDisk(int steps) {
      left = steps;
    }

    private void step(String what) throws IOException {
      if (left-- == 0) {
        throw new IOException("injected at " + what);
      }
    }

    @Override
    void createDirectories(Path directory) throws IOException {
      step("mkdir");
      super.createDirectories(directory);
    }

    @Override
    void write(Path file, byte[] bytes) throws IOException {
      super.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      step("write");
      super.write(file, bytes);
    }

    @Override
    void rename(Path directory, String from, String to) throws IOException {
      step("before rename");
      super.rename(directory, from, to);
      step("after rename");
    }
  }

  @Test
  void publishAndPromote_failingAtEveryStep_leaveOldOrNew() throws RefusedModelException {
    ModelRegistry good = new ModelRegistry(root);
    good.publish(Bundles.bundle(V1, 1));
    good.promote(V1);
    boolean hasFinished = false;
    int step = 0;
    for (; !hasFinished; step++) {
      ModelRegistry failing = new ModelRegistry(root, new FailingDisk(step));
      String version = good.nextVersion(java.time.LocalDate.of(2026, 11, 21));
      try {
        failing.publish(Bundles.bundle(version, 2));
        failing.promote(version);
        hasFinished = true;
      } catch (UncheckedIOException e) {
        assertThat(e.getCause()).hasMessageStartingWith("injected");
      }
      for (Manifest manifest : good.list()) {
        good.load(manifest.version(), Bundles.FINGERPRINT);
      }
      String champion = good.champion().orElseThrow();
      good.load(champion, Bundles.FINGERPRINT);
      good.load(good.candidate().orElseThrow(), Bundles.FINGERPRINT);
      if (!hasFinished && champion.equals(V1)) {
        assertThat(good.previous()).isIn(Optional.empty(), Optional.of(V1));
      }
    }
    assertThat(step).isGreaterThan(15);
    assertThat(good.champion()).isEqualTo(good.candidate());
  }

  @Test
  void promote_whileReading_everyReaderSeesAWholeModel() throws Exception {
    ModelRegistry registry = new ModelRegistry(root);
    registry.publish(Bundles.bundle(V1, 1));
    registry.promote(V1);
    AtomicBoolean isDone = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Integer>> readers = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      readers.add(
          threads.submit(
              () -> {
                int loads = 0;
                while (!isDone.get() || loads == 0) {
                  String champion = new ModelRegistry(root).champion().orElseThrow();
                  ModelBundle model = new ModelRegistry(root).load(champion, Bundles.FINGERPRINT);
                  assertThat(model.manifest().seed())
                      .isEqualTo(Long.parseLong(champion.substring(champion.lastIndexOf('-') + 1)));
                  loads++;
                }
                return loads;
              }));
    }
    for (int n = 2; n <= 25; n++) {
      String version = "2026-11-20-" + n;
      registry.publish(Bundles.bundle(version, n));
      registry.promote(version);
      registry.rollback();
      registry.promote(version);
    }
    isDone.set(true);
    for (Future<Integer> reader : readers) {
      assertThat(reader.get()).isPositive();
    }
    threads.shutdown();
    try (var entries = Files.list(root.resolve("channels"))) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("champion", "previous", "candidate");
    }
    assertThat(registry.previous()).hasValue("2026-11-20-24");
    assertThat(V2).isLessThan(registry.champion().orElseThrow());
  }
}
