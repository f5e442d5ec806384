package dev.slate.training.model.registry;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.FormatException;
import dev.slate.training.model.ItemIds;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.index.HnswFormat;
import dev.slate.training.model.index.IndexBuilder;
import dev.slate.training.model.index.IndexChoice;
import dev.slate.training.model.index.VectorIndex;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.RankerJson;
import dev.slate.training.model.tower.UserTower;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A bundle from the verified bytes of its files. */
final class BundleReader {
  private final Manifest manifest;

  /** Mapped are those of the indices only. */
  private final Map<String, ByteBuffer> files;

  BundleReader(Manifest manifest, Map<String, ByteBuffer> files) {
    this.manifest = manifest;
    this.files = files;
  }

  /**
   * @throws FormatException or {@link IllegalArgumentException} if a file is not what it should be
   */
  ModelBundle read() throws IOException {
    AlsModel als = AlsTensors.read(bytes(BundleFiles.ALS));
    UserTower tower = tower();
    return new ModelBundle(
        manifest,
        new ItemIds(List.of(json(BundleFiles.ITEMS, String[].class))),
        json(BundleFiles.POPULAR, Popularity.class),
        als,
        tower,
        neighbors(bytes(BundleFiles.NEIGHBORS)),
        RankerJson.read(bytes(BundleFiles.RANKER)),
        index("als", BundleFiles.ALS_INDEX, als.itemFactors()),
        index("two-tower", BundleFiles.TWO_TOWER_INDEX, tower.itemVectors()));
  }

  private VectorIndex index(String model, String file, FloatMatrix vectors) {
    IndexChoice choice = manifest.index().get(model);
    if (choice == null) {
      throw new FormatException("index of " + model + " is missing in the manifest");
    }
    return choice.engine().equals("hnsw")
        ? HnswFormat.read(content(file), vectors, choice.searchWidth())
        : IndexBuilder.rebuild(choice, vectors);
  }

  private UserTower tower() throws IOException {
    UserTower tower = TowerTensors.read(bytes(BundleFiles.TWO_TOWER));
    if (!tower.isFinite()) {
      throw new FormatException(BundleFiles.TWO_TOWER + ": NaN or infinite (expected: finite)");
    }
    return tower;
  }

  static ItemNeighbors neighbors(byte[] bytes) {
    TensorFile file = TensorFile.read(bytes);
    return new ItemNeighbors(
        Integer.parseInt(file.metadata().getOrDefault("k", "absent")),
        file.ints("neighbors"),
        file.floats("similarities"));
  }

  private <T> T json(String name, Class<T> type) throws IOException {
    return BundleFiles.JSON.readValue(bytes(name), type);
  }

  private byte[] bytes(String name) {
    return content(name).array();
  }

  private ByteBuffer content(String name) {
    ByteBuffer content = files.get(name);
    if (content == null) {
      throw new FormatException(name + " is missing");
    }
    return content;
  }
}
