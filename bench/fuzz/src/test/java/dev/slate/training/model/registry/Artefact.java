package dev.slate.training.model.registry;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Vectors;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.index.HnswFormat;
import dev.slate.training.model.index.HnswIndex;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.Ranker;
import dev.slate.training.model.rank.RankerJson;
import dev.slate.training.model.tower.UserTower;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The kinds of a model's files: how each is read, and what serving does with one that was. Their
 * order is the first byte of an input.
 */
enum Artefact {
  TENSORS {
    @Override
    Runnable read(byte[] bytes) {
      TensorFile file = TensorFile.read(bytes);
      return () -> file.metadata();
    }
  },
  ALS {
    @Override
    Runnable read(byte[] bytes) {
      AlsModel als = AlsTensors.read(bytes);
      return () -> als.itemFactors().isFinite();
    }
  },
  TOWER {
    @Override
    Runnable read(byte[] bytes) throws IOException {
      UserTower tower = TowerTensors.read(bytes);
      return () -> {
        if (tower.isFinite()) {
          int items = tower.itemVectors().rows();
          tower.userVector(items == 0 ? new int[0] : new int[] {0, items - 1, 0});
        }
      };
    }
  },
  HNSW {
    @Override
    Runnable read(byte[] bytes) {
      HnswIndex index = HnswFormat.read(ByteBuffer.wrap(bytes), VECTORS, 4);
      return () -> {
        if (index.search(QUERY, 3, RowMask.ALL).size() != 3) {
          throw new AssertionError("items are missing in what a graph finds");
        }
      };
    }
  },
  RANKER {
    @Override
    Runnable read(byte[] bytes) {
      Ranker ranker = RankerJson.read(bytes);
      return () -> {
        // A bundle is refused if these are not as many as its manifest names.
        if (ranker.inputs() <= MOST_INPUTS) {
          float[] rows = Vectors.normal(2 * ranker.inputs(), 1);
          rows[0] = Float.NaN;
          ranker.score(rows, 2, new float[2]);
          ranker.light().score(rows, 2, new float[2]);
        }
      };
    }
  },
  MANIFEST {
    @Override
    Runnable read(byte[] bytes) throws IOException {
      Manifest manifest = BundleFiles.JSON.readValue(bytes, Manifest.class);
      return manifest::inputs;
    }
  },
  POPULARITY {
    @Override
    Runnable read(byte[] bytes) throws IOException {
      Popularity popularity = BundleFiles.JSON.readValue(bytes, Popularity.class);
      return popularity::byCategory;
    }
  },
  NEIGHBORS {
    @Override
    Runnable read(byte[] bytes) {
      ItemNeighbors neighbors = BundleReader.neighbors(bytes);
      return () -> neighbors.items();
    }
  };

  static final int ITEMS = 8;
  static final int DIM = 4;
  static final FloatMatrix VECTORS = Vectors.normal(ITEMS, DIM, 7);

  private static final float[] QUERY = Vectors.normal(DIM, 9);
  private static final int MOST_INPUTS = 1_000;

  /** Reads it, and returns what is done with it then. */
  abstract Runnable read(byte[] bytes) throws IOException;
}
