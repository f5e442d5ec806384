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

  /**
   * Nodes expanded at a time: their links and the vectors behind these are fetched together, which
   * saves more than the few needless ones cost.
   */
  private static final int AT_ONCE = 4;

  private final HnswGraph graph;
  private final Beam beam = new Beam();
  private final int[] expanded = new int[AT_ONCE];
  private final long[] met;
  private final int[] batch;
  private final float[] scores;

  HnswSearch(HnswGraph graph) {
    this.graph = graph;
    this.met = new long[(graph.size() + 63) >>> 6];
    this.batch = new int[AT_ONCE * graph.capacity(0) + 1];
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
    for (int taken = take(); taken > 0; taken = take()) {
      int count = 0;
      for (int t = 0; t < taken; t++) {
        count = meetLinks(expanded[t], level, count);
      }
      collect(count, target);
    }
  }

  /** The best open nodes; 0 if none is left. */
  private int take() {
    int taken = 0;
    for (int node; taken < AT_ONCE && (node = beam.expand()) >= 0; ) {
      expanded[taken++] = node;
    }
    return taken;
  }

  private void begin(int start, int width, Scores target) {
    Arrays.fill(met, 0);
    beam.clear(width);
    meet(start);
    batch[0] = start;
    collect(1, target);
  }

  /** Puts those of a node's links that are met for the first time behind {@code count} others. */
  private int meetLinks(int node, int level, int count) {
    int[] links = graph.links(node, level);
    int from = graph.start(node, level);
    int to = from + graph.capacity(level);
    int end = count;
    for (int i = from; i < to && links[i] >= 0; i++) {
      batch[end] = links[i];
      // Added, not branched on: whether a node is new cannot be predicted.
      end += meet(links[i]);
    }
    return end;
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

  /** 1 if a node is met for the first time, else 0. */
  private int meet(int node) {
    long word = met[node >>> 6];
    met[node >>> 6] = word | 1L << node;
    return (int) (~word >>> node) & 1;
  }
}
