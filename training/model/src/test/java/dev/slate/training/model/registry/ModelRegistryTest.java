package dev.slate.training.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.Vectors;
import dev.slate.training.model.index.IndexEngine;
import dev.slate.training.model.index.RowMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelRegistryTest {
  private static final String V1 = "2026-11-20-1";
  private static final String V2 = "2026-11-20-2";

  private final Path root;

  ModelRegistryTest(@TempDir Path root) {
    this.root = root;
  }

  @ParameterizedTest
  @EnumSource(IndexEngine.class)
  void load_published_answersTheSame(IndexEngine engine) throws RefusedModelException {
    ModelBundle bundle = Bundles.bundle(V1, 1, engine);
    Manifest manifest = new ModelRegistry(root).publish(bundle);
    ModelBundle loaded = new ModelRegistry(root).load(V1, Bundles.FINGERPRINT);

    assertThat(loaded.manifest()).isEqualTo(manifest);
    assertThat(manifest.files()).containsKeys("items.json", "als.safetensors", "ranker.json");
    assertThat(manifest.files().containsKey("als.index"))
        .isEqualTo(bundle.alsIndex().engine().equals("hnsw"));
    assertThat(loaded.items().ids()).isEqualTo(bundle.items().ids());
    assertThat(loaded.popularity().overall()).isEqualTo(bundle.popularity().overall());
    assertThat(loaded.popularity().byCategory().get("c1")).containsExactly(1, 4);
    assertThat(loaded.neighbors().neighbors()).isEqualTo(bundle.neighbors().neighbors());
    assertThat(loaded.neighbors().similarities()).isEqualTo(bundle.neighbors().similarities());
    assertThat(loaded.tower().itemVectors().values())
        .isEqualTo(bundle.tower().itemVectors().values());
    assertThat(loaded.tower().userVector(new int[] {1, 2}))
        .isEqualTo(bundle.tower().userVector(new int[] {1, 2}));
    float[] weights = {1, 1};
    float[] user = bundle.als().foldIn(new int[] {1, 2}, weights);
    assertThat(loaded.als().foldIn(new int[] {1, 2}, weights)).isEqualTo(user);
    assertThat(loaded.alsIndex().engine()).isEqualTo(bundle.alsIndex().engine());
    assertThat(loaded.alsIndex().search(user, 5, RowMask.ALL).items())
        .isEqualTo(bundle.alsIndex().search(user, 5, RowMask.ALL).items());
    float[] rows = Vectors.normal(20, 3);
    float[] expected = new float[10];
    float[] actual = new float[10];
    bundle.ranker().score(rows, 10, expected);
    loaded.ranker().score(rows, 10, actual);
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void channels_promoteAndRollback_swapChampionAndPrevious() {
    ModelRegistry registry = new ModelRegistry(root);
    assertThat(registry.champion()).isEmpty();
    assertThatThrownBy(registry::rollback).hasMessageContaining("no previous model");
    registry.publish(Bundles.bundle(V1, 1));
    registry.publish(Bundles.bundle(V2, 2));
    assertThat(registry.candidate()).hasValue(V2);
    registry.promote(V1);
    registry.promote(V1);
    assertThat(registry.previous()).isEmpty();
    registry.promote(V2);
    assertThat(registry.champion()).hasValue(V2);
    assertThat(registry.previous()).hasValue(V1);
    assertThat(registry.rollback()).isEqualTo(V1);
    assertThat(registry.champion()).hasValue(V1);
    assertThat(registry.previous()).hasValue(V2);
    assertThat(registry.list()).extracting(Manifest::version).containsExactly(V2, V1);
    assertThatThrownBy(() -> registry.promote("2026-11-20-9"))
        .hasMessageContaining("2026-11-20-9 (expected: one of");
  }

  @Test
  void nextVersion_countsPerDateBeyondTen() throws IOException {
    ModelRegistry registry = new ModelRegistry(root);
    LocalDate date = LocalDate.of(2026, 11, 20);
    assertThat(registry.nextVersion(date)).isEqualTo(V1);
    for (String name : new String[] {V1, "2026-11-20-10", "2026-11-19-99", ".2026-11-20-77.x"}) {
      Files.createDirectories(root.resolve("models").resolve(name));
    }
    assertThat(registry.nextVersion(date)).isEqualTo("2026-11-20-11");
  }

  @Test
  void publish_existingVersionOrNaN_isRefusedAndNothingChanges() {
    ModelRegistry registry = new ModelRegistry(root);
    Manifest first = registry.publish(Bundles.bundle(V1, 1));
    assertThatThrownBy(() -> registry.publish(Bundles.bundle(V1, 2)))
        .hasMessageContaining("is there already");
    ModelBundle broken = Bundles.bundle(V2, 2);
    broken.als().itemFactors().values()[3] = Float.NaN;
    assertThatThrownBy(() -> registry.publish(broken)).hasMessageContaining("NaN");
    assertThat(registry.list()).containsExactly(first);
    assertThat(registry.candidate()).hasValue(V1);
  }

  @Test
  void load_otherFeatures_isRefusedWithAFix() {
    ModelRegistry registry = new ModelRegistry(root);
    registry.publish(Bundles.bundle(V1, 1));
    assertThatThrownBy(() -> registry.load(V1, "f2"))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageContaining("trained with features f1 and this code has f2")
        .hasMessageContaining("slate nightly");
  }

  @Test
  void load_futureFormat_isRefusedWithAFix() throws IOException {
    ModelRegistry registry = new ModelRegistry(root);
    registry.publish(Bundles.bundle(V1, 1));
    Path manifest = root.resolve("models").resolve(V1).resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"formatVersion\" : 1", "\"formatVersion\" : 7"));
    assertThatThrownBy(() -> registry.load(V1, Bundles.FINGERPRINT))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageContaining("format version is 7 and this code reads up to 1")
        .hasMessageContaining("upgrade slate");
    assertThat(registry.list()).isEmpty();
  }

  @Test
  void load_unknownOrNoVersion_isRefused() {
    ModelRegistry registry = new ModelRegistry(root);
    for (String version : new String[] {V1, "", "../../etc", "latest"}) {
      assertThatThrownBy(() -> registry.load(version, Bundles.FINGERPRINT))
          .isInstanceOf(RefusedModelException.class)
          .hasMessageContaining("no such version");
    }
  }
}
