package dev.slate.training.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slate.training.model.index.HnswFormat;
import dev.slate.training.model.index.HnswIndex;
import dev.slate.training.model.index.IndexChoice;
import dev.slate.training.model.index.VectorIndex;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.RankerJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bundle as the bytes of its files, all but the manifest. */
final class BundleWriter {
  private BundleWriter() {}

  static Map<String, byte[]> write(ModelBundle bundle) throws JsonProcessingException {
    requireFinite(bundle);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(BundleFiles.ITEMS, BundleFiles.JSON.writeValueAsBytes(bundle.items().ids()));
    files.put(BundleFiles.ALS, AlsTensors.write(bundle.als()));
    files.put(BundleFiles.TWO_TOWER, TowerTensors.write(bundle.tower()));
    files.put(BundleFiles.NEIGHBORS, neighbors(bundle.neighbors()));
    files.put(BundleFiles.POPULAR, BundleFiles.JSON.writeValueAsBytes(bundle.popularity()));
    files.put(BundleFiles.RANKER, RankerJson.write(bundle.ranker()));
    files.put(BundleFiles.METRICS, BundleFiles.JSON.writeValueAsBytes(bundle.manifest().metrics()));
    putIndex(files, BundleFiles.ALS_INDEX, bundle.alsIndex(), bundle, "als");
    putIndex(files, BundleFiles.TWO_TOWER_INDEX, bundle.towerIndex(), bundle, "two-tower");
    return files;
  }

  private static void putIndex(
      Map<String, byte[]> files, String file, VectorIndex index, ModelBundle bundle, String model) {
    IndexChoice choice = bundle.manifest().index().get(model);
    if (choice == null || !choice.engine().equals(index.engine())) {
      throw new IllegalArgumentException(
          "manifest.index.%s: %s (expected: %s, as the index)"
              .formatted(model, choice, index.engine()));
    }
    if (index instanceof HnswIndex graph) {
      files.put(file, HnswFormat.write(graph));
    }
  }

  private static void requireFinite(ModelBundle bundle) {
    if (!bundle.als().itemFactors().isFinite() || !bundle.tower().isFinite()) {
      throw new IllegalArgumentException("als or two-tower: NaN or infinite (expected: finite)");
    }
  }

  static byte[] neighbors(ItemNeighbors neighbors) {
    int n = neighbors.items();
    return new TensorWriter()
        .metadata("k", Integer.toString(neighbors.k()))
        .add("neighbors", neighbors.neighbors(), n * neighbors.k())
        .add("similarities", neighbors.similarities(), n * neighbors.k())
        .toBytes();
  }
}
