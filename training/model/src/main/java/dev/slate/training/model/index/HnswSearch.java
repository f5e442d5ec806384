package dev.slate.training.model.index;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Beam search on one graph; scratch space of one query or one build. Single-threaded. */
final class HnswSearch {
  /** How near an item is, higher is nearer. */
  interface Score {
    float of(int item);
  }

  private final HnswGraph graph;
  private final Frontier frontier = new Frontier();
  private final int[] seen;
  private int epoch;

  HnswSearch(HnswGraph graph) {
    this.graph = graph;
    this.seen = new int[graph.size()];
  }

  /** Walks from {@code start} to the nearest item of a level that single steps reach. */
  int greedy(int start, int level, Score score) {
    int best = start;
    float bestScore = score.of(best);
    boolean improved = true;
    while (improved) {
      improved = false;
      int[] links = graph.links(best, level);
      int at = graph.start(best, level);
      for (int i = at + 1; i <= at + links[at]; i++) {
        float candidate = score.of(links[i]);
        if (candidate > bestScore) {
          best = links[i];
          bestScore = candidate;
          improved = true;
        }
      }
    }
    return best;
  }

  /**
   * Collects accepted items into {@code results} until none that is left to expand could improve
   * it. With few accepted items it goes on to the end of the graph.
   */
  void beam(int start, int level, Score score, TopK results, IntPredicate accept) {
    if (++epoch == Integer.MAX_VALUE) {
      Arrays.fill(seen, 0);
      epoch = 1;
    }
    frontier.clear();
    visit(start, score, results, accept);
    while (!frontier.isEmpty() && frontier.bestScore() >= results.threshold()) {
      int node = frontier.bestItem();
      frontier.pop();
      int[] links = graph.links(node, level);
      int at = graph.start(node, level);
      for (int i = at + 1; i <= at + links[at]; i++) {
        if (seen[links[i]] != epoch) {
          visit(links[i], score, results, accept);
        }
      }
    }
  }

  private void visit(int item, Score score, TopK results, IntPredicate accept) {
    seen[item] = epoch;
    float value = score.of(item);
    if (value >= results.threshold()) {
      frontier.push(item, value);
      if (accept.test(item)) {
        results.add(item, value);
      }
    }
  }

  /** Whether the last beam looked at an item. */
  boolean hasSeen(int item) {
    return seen[item] == epoch;
  }
}
