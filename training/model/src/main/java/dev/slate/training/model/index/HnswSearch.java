package dev.slate.training.model.index;

import dev.slate.training.model.kernel.Kernel;
import java.util.Arrays;

/** Beam search on one graph; scratch space of one query or one build. Single-threaded. */
final class HnswSearch {
  /** How near some nodes are, higher is nearer. */
  interface Scores {
    /**
     * @param out {@code [count]} rounded up to a multiple of 8
     */
    void of(int[] nodes, int count, float[] out);
  }

  private final HnswGraph graph;
  private final Beam beam = new Beam();
  private final long[] met;
  private final int[] batch;
  private final float[] scores;

  HnswSearch(HnswGraph graph) {
    this.graph = graph;
    this.met = new long[(graph.size() + 63) >>> 6];
    this.batch = new int[graph.capacity(0)];
    this.scores = new float[batch.length + Kernel.LANES];
  }

  /** What the last search found, best first. */
  Beam found() {
    return beam;
  }

  /** Walks from {@code start} to the nearest node of a level that single steps reach. */
  int greedy(int start, int level, Scores target) {
    int best = start;
    batch[0] = start;
    target.of(batch, 1, scores);
    float bestScore = scores[0];
    boolean improved = true;
    while (improved) {
      improved = false;
      int count = 0;
      int[] links = graph.links(best, level);
      int from = graph.start(best, level);
      for (int i = from; i < from + graph.capacity(level) && links[i] >= 0; i++) {
        batch[count++] = links[i];
      }
      target.of(batch, count, scores);
      for (int i = 0; i < count; i++) {
        if (scores[i] > bestScore) {
          best = batch[i];
          bestScore = scores[i];
          improved = true;
        }
      }
    }
    return best;
  }

  /** Finds the {@code width} nearest that links reach. */
  void search(int start, int level, int width, Scores target) {
    begin(start, width, target);
    for (int node = beam.expand(); node >= 0; node = beam.expand()) {
      int count = 0;
      int[] links = graph.links(node, level);
      int from = graph.start(node, level);
      for (int i = from; i < from + graph.capacity(level) && links[i] >= 0; i++) {
        if (meet(links[i])) {
          batch[count++] = links[i];
        }
      }
      collect(count, target);
    }
  }

  private void begin(int start, int width, Scores target) {
    Arrays.fill(met, 0);
    beam.clear(width);
    meet(start);
    batch[0] = start;
    collect(1, target);
  }

  private void collect(int count, Scores target) {
    target.of(batch, count, scores);
    float threshold = beam.threshold();
    for (int i = 0; i < count; i++) {
      if (scores[i] >= threshold) {
        beam.add(batch[i], scores[i]);
        threshold = beam.threshold();
      }
    }
  }

  /** Whether a node is met for the first time. */
  private boolean meet(int node) {
    long bit = 1L << node;
    long word = met[node >>> 6];
    met[node >>> 6] = word | bit;
    return (word & bit) == 0;
  }
}
