package dev.slate.training.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.index.HnswFormat;
import dev.slate.training.model.index.HnswIndex;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.CalibratedRanker;
import dev.slate.training.model.rank.FactorizationMachine;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.InputScaling;
import dev.slate.training.model.rank.ListRanker;
import dev.slate.training.model.rank.RankerJson;
import dev.slate.training.model.rank.RelativeInputs;
import dev.slate.training.model.rank.TieredRanker;
import dev.slate.training.model.rank.Tree;
import dev.slate.training.model.sequence.SequenceModel;
import dev.slate.training.model.sequence.SequenceParameters;
import dev.slate.training.model.sequence.SequenceShape;
import dev.slate.training.model.tower.ItemCategories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Fuzzing begins at files as the present code writes them: an input of an older format is refused
 * at its header, and nothing behind that is tried. {@code -Dslate.fuzz.seeds=write} writes them.
 */
class ArtefactSeedsTest {
  private static final Path DIRECTORY =
      Path.of("src/test/resources/dev/slate/training/model/registry/ArtefactFuzzTestInputs/read");

  @Test
  void seeds_asTheCodeWritesThem_areReadAndKept() throws IOException {
    for (Map.Entry<String, byte[]> seed : seeds().entrySet()) {
      byte[] bytes = seed.getValue();
      Artefact kind = Artefact.values()[bytes[0]];
      assertThatCode(() -> kind.read(Arrays.copyOfRange(bytes, 1, bytes.length)).run())
          .as(seed.getKey())
          .doesNotThrowAnyException();
      Path file = DIRECTORY.resolve(seed.getKey());
      if ("write".equals(System.getProperty("slate.fuzz.seeds"))) {
        Files.write(file, bytes);
      }
      byte[] kept = Files.readAllBytes(file);
      assertThat(kept[0]).as("%s: kind", file).isEqualTo(bytes[0]);
      assertThatCode(() -> kind.read(Arrays.copyOfRange(kept, 1, kept.length)))
          .as("%s is not of the present format: run this with -Dslate.fuzz.seeds=write", file)
          .doesNotThrowAnyException();
    }
  }

  private static Map<String, byte[]> seeds() throws IOException {
    ModelBundle bundle = Bundles.bundle("2026-11-20-1", 1);
    AlsModel als = new AlsModel(Artefact.VECTORS, AlsObjective.ials(0.3, 0.05));
    SequenceModel sequence =
        new SequenceModel(
            SequenceParameters.random(
                new SequenceShape(2, 3, 1, 1, 2),
                ItemCategories.of(List.of(List.of("a"), List.of("a", "b"))),
                3));
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    put(seeds, "tensors", Artefact.TENSORS, AlsTensors.write(als));
    put(seeds, "als", Artefact.ALS, AlsTensors.write(als));
    put(seeds, "tower", Artefact.TOWER, TowerTensors.write(bundle.tower()));
    put(seeds, "sequence", Artefact.TOWER, TowerTensors.write(sequence));
    put(seeds, "hnsw", Artefact.HNSW, graph());
    put(seeds, "trees", Artefact.RANKER, RankerJson.write(bundle.ranker()));
    put(seeds, "tiers", Artefact.RANKER, RankerJson.write(tiers()));
    put(
        seeds,
        "manifest",
        Artefact.MANIFEST,
        BundleFiles.JSON.writeValueAsBytes(bundle.manifest()));
    put(
        seeds,
        "popular",
        Artefact.POPULARITY,
        BundleFiles.JSON.writeValueAsBytes(bundle.popularity()));
    ItemNeighbors neighbors =
        new ItemNeighbors(2, new int[] {1, -1, 0, -1}, new float[] {0.5f, 0, 0.5f, 0});
    put(seeds, "neighbors", Artefact.NEIGHBORS, BundleWriter.neighbors(neighbors));
    return seeds;
  }

  private static void put(Map<String, byte[]> seeds, String name, Artefact kind, byte[] file) {
    byte[] bytes = new byte[1 + file.length];
    bytes[0] = (byte) kind.ordinal();
    System.arraycopy(file, 0, bytes, 1, file.length);
    seeds.put(name, bytes);
  }

  /** With a node above the ground. */
  private static byte[] graph() {
    byte[] flat = new byte[0];
    for (int seed = 0; ; seed++) {
      byte[] graph = HnswFormat.write(HnswIndex.build(Artefact.VECTORS, 4, seed));
      if (flat.length > 0 && graph.length > flat.length) {
        return graph;
      }
      flat = flat.length == 0 || graph.length < flat.length ? graph : flat;
    }
  }

  /** Trees that read two inputs within the list, and a machine for when there is no time. */
  private static ListRanker tiers() {
    Tree tree =
        new Tree(
            new int[] {3, 0, -1, -1, -1},
            new float[] {0.5f, 0.25f, 0.1f, -0.1f, 0.3f},
            new int[] {1, 3, 0, 0, 0},
            new int[] {2, 4, 0, 0, 0},
            new boolean[] {true, false, false, false, false});
    InputScaling scaling = new InputScaling(new float[] {1, 0, 0, 0}, new float[] {1, 2, 1, 1});
    FactorizationMachine machine =
        new FactorizationMachine(
            scaling,
            0.5f,
            new float[] {1, 0, -1, 0.5f},
            new float[4],
            new float[] {0.1f, 0.2f, 0.3f, 0.4f},
            new float[] {0.5f});
    return new ListRanker(
        new RelativeInputs(2, new int[] {0, 1}),
        new TieredRanker(
            new CalibratedRanker(FlatTrees.of(4, 0.1f, List.of(tree)), 0.9f, -0.2f),
            new CalibratedRanker(machine, 1.1f, 0.1f)));
  }
}
