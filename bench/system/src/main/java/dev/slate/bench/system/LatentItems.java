package dev.slate.bench.system;

import dev.slate.data.catalog.Item;
import dev.slate.training.model.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Items that lie in clusters of taste, as embeddings do: one in 250 items is a centre, the rest lie
 * around them; popularity is Zipf's, over all items and so within each cluster. Immutable.
 */
final class LatentItems {
  private static final int CLUSTER = 250;
  private static final int CATEGORIES = 40;
  private static final long DAY_MS = 86_400_000L;

  private final int n;
  private final int clusters;
  private final FloatMatrix vectors;

  LatentItems(int n) {
    this.n = n;
    this.clusters = Math.max(1, n / CLUSTER);
    this.vectors = vectors(n, clusters);
  }

  private static FloatMatrix vectors(int n, int clusters) {
    int d = WorldShape.DIM;
    SplittableRandom random = new SplittableRandom(7);
    float[] centres = new float[clusters * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = (float) random.nextGaussian();
    }
    float[] out = new float[Math.multiplyExact(n, d)];
    for (int i = 0; i < n; i++) {
      double square = 0;
      for (int c = 0; c < d; c++) {
        float value = centres[i % clusters * d + c] + 0.7f * (float) random.nextGaussian();
        out[i * d + c] = value;
        square += value * value;
      }
      float scale = (float) (1 / Math.sqrt(square));
      for (int c = 0; c < d; c++) {
        out[i * d + c] *= scale;
      }
    }
    return new FloatMatrix(n, d, out);
  }

  int size() {
    return n;
  }

  int clusters() {
    return clusters;
  }

  /** Unit vectors {@code [n x 64]}. */
  FloatMatrix vectors() {
    return vectors;
  }

  static String id(int item) {
    return "i" + item;
  }

  /** An item, popular ones more often: of a cluster, or of all where that is -1. */
  int draw(SplittableRandom random, int cluster) {
    int size = cluster < 0 ? n : (n - cluster + clusters - 1) / clusters;
    // The inverse of the continuous law with exponent 1.
    int rank = (int) Math.min(size - 1, Math.exp(random.nextDouble() * Math.log(size + 1.0)) - 1);
    return cluster < 0 ? rank : cluster + rank * clusters;
  }

  Item item(int i, long nowMs) {
    int cluster = i % clusters;
    List<String> categories =
        List.of("c" + cluster % CATEGORIES, "c" + (cluster * 7 + i % 3) % CATEGORIES);
    return new Item(
        id(i),
        "Item " + i,
        categories.stream().distinct().toList(),
        nowMs - (i * 7_919L % 730) * DAY_MS,
        true,
        Map.of("creator", "m" + i % Math.max(1, n / 20), "year", Integer.toString(1970 + i % 55)));
  }

  /** Up to {@code k} others of the same cluster, {@code [n x k]}. */
  int[] neighbors(int k) {
    int[] neighbors = new int[Math.multiplyExact(n, k)];
    Arrays.fill(neighbors, -1);
    for (int i = 0; i < n; i++) {
      int size = (n - i % clusters + clusters - 1) / clusters;
      for (int j = 0; j < Math.min(k, size - 1); j++) {
        neighbors[i * k + j] = i % clusters + ((i / clusters + 1 + j) % size) * clusters;
      }
    }
    return neighbors;
  }
}
