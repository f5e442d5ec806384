package dev.slate.serving.rerank;

import dev.slate.serving.model.ServedModel;
import dev.slate.serving.rank.Ranked;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.List;

/** Cosine of the item tower's vectors, negative ones as 0. */
final class TowerSimilarity implements Similarity {
  private static final Kernel KERNEL = Kernels.best();

  private final float[][] vectors;

  TowerSimilarity(ServedModel model, List<Ranked.Entry> entries) {
    vectors =
        entries.stream().map(e -> model.vectorOf(e.candidate().item())).toArray(float[][]::new);
  }

  @Override
  public float between(int a, int b) {
    return Math.max(0, KERNEL.dot(vectors[a], 0, vectors[b], 0, vectors[a].length));
  }
}
