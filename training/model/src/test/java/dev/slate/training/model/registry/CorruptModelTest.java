package dev.slate.training.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged model never loads, and says why. */
class CorruptModelTest {
  private static final String V1 = "2026-11-20-1";
  private static final String V2 = "2026-11-20-2";

  private final Path root;
  private final ModelRegistry registry;

  CorruptModelTest(@TempDir Path root) {
    this.root = root;
    registry = new ModelRegistry(root);
    registry.publish(Bundles.bundle(V1, 1));
    registry.publish(Bundles.bundle(V2, 2));
  }

  private List<Path> files(String version) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("models").resolve(version))) {
      return files.sorted().toList();
    }
  }

  private void assertRefused(String what) {
    assertThatThrownBy(() -> registry.load(V1, Bundles.FINGERPRINT))
        .as(what)
        .isInstanceOfSatisfying(
            RefusedModelException.class,
            e -> {
              assertThat(e.reason()).isNotBlank();
              assertThat(e.fix()).isNotBlank();
            });
  }

  @Test
  void load_anyBitFlippedOfAnyFile_isRefused() throws Exception {
    Random random = new Random(5);
    List<Path> files = files(V1);
    for (int i = 0; i < 1000; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      int bit = random.nextInt(good.length * 8);
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, bad);
      assertRefused(file.getFileName() + " bit " + bit);
      Files.write(file, good);
    }
    assertThat(registry.load(V1, Bundles.FINGERPRINT).manifest().version()).isEqualTo(V1);
  }

  @Test
  void load_anyFileTruncatedGrownOrGone_isRefused() throws IOException {
    Random random = new Random(6);
    for (Path file : files(V1)) {
      byte[] good = Files.readAllBytes(file);
      for (int i = 0; i < 10; i++) {
        Files.write(file, Arrays.copyOf(good, random.nextInt(good.length)));
        assertRefused(file + " truncated");
      }
      Files.write(file, Arrays.copyOf(good, good.length + 1));
      assertRefused(file + " grown");
      Files.delete(file);
      assertRefused(file + " gone");
      Files.write(file, good);
    }
  }

  @Test
  void load_anyFileOfAnotherVersion_isRefused() throws IOException {
    for (Path file : files(V1)) {
      byte[] own = Files.readAllBytes(file);
      byte[] other =
          Files.readAllBytes(root.resolve("models").resolve(V2).resolve(file.getFileName()));
      if (!Arrays.equals(own, other)) {
        Files.write(file, other);
        assertRefused(file + " of the other version");
        Files.write(file, own);
      }
    }
  }

  @Test
  void load_wholeDirectoryUnderAnotherName_isRefused() throws IOException {
    Path models = root.resolve("models");
    Files.move(models.resolve(V1), models.resolve("2026-11-21-1"));
    assertThatThrownBy(() -> registry.load("2026-11-21-1", Bundles.FINGERPRINT))
        .hasMessageContaining("its manifest says version " + V1);
  }

  /** Checksums aside: the tensor reader itself refuses and never allocates what is not there. */
  @Test
  void tensors_randomDamage_isAFormatExceptionAndNothingElse() throws IOException {
    byte[] good = Files.readAllBytes(root.resolve("models").resolve(V1).resolve("als.safetensors"));
    Random random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      byte[] bad =
          random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0 && bad.length > 0; flips--) {
        bad[random.nextInt(Math.min(bad.length, 200))] = (byte) random.nextInt(256);
      }
      try {
        TensorFile.read(bad).matrix("item_factors");
      } catch (FormatException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void tensors_hugeLengths_areRefused() {
    byte[] huge = new byte[64];
    Arrays.fill(huge, 0, 8, (byte) 0x7f);
    assertThatThrownBy(() -> TensorFile.read(huge)).hasMessageContaining("header length");
    byte[] json =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,0]}}"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] file = new byte[8 + json.length];
    file[0] = (byte) json.length;
    System.arraycopy(json, 0, file, 8, json.length);
    assertThatThrownBy(() -> TensorFile.read(file)).isInstanceOf(FormatException.class);
  }
}
