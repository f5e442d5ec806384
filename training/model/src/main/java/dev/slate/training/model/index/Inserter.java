package dev.slate.training.model.index;

import dev.slate.training.model.kernel.Kernel;

/** One thread's part of a build: writes the links of one node at a time. Single-threaded. */
final class Inserter {
  private final HnswGraph graph;
  private final Sphere sphere;
  private final HnswSearch search;
  private int[] candidates = new int[HnswBuilder.WIDTH];
  private float[] scores = new float[HnswBuilder.WIDTH + Kernel.LANES];
  private final float[] toChosen = new float[Kernel.LANES];
  private final int[] some = new int[Kernel.LANES];
  private final int[] chosen;

  Inserter(HnswGraph graph, Sphere sphere) {
    this.graph = graph;
    this.sphere = sphere;
    this.search = new HnswSearch(graph);
    this.chosen = new int[graph.capacity(0)];
  }

  /** Finds and writes a new node's links on each of its levels. */
  void link(int node, int entry) {
    HnswSearch.Scores target = (nodes, count, out) -> sphere.between(node, nodes, count, out);
    int top = graph.levelOf(entry);
    int at = entry;
    for (int level = top; level > graph.levelOf(node); level--) {
      at = search.greedy(at, level, target);
    }
    for (int level = Math.min(graph.levelOf(node), top); level >= 0; level--) {
      search.search(at, level, HnswBuilder.WIDTH, target);
      Beam found = search.found();
      for (int i = 0; i < found.size(); i++) {
        candidates[i] = found.node(i);
        scores[i] = found.score(i);
      }
      at = candidates[0];
      select(node, level, found.size(), graph.m());
    }
  }

  /** Adds to a node's links those from {@code pairs[from..to)}, whose lower halves are nodes. */
  void addLinks(int node, int level, long[] pairs, int from, int to) {
    int[] links = graph.links(node, level);
    int start = graph.start(node, level);
    int capacity = graph.capacity(level);
    int count = 0;
    while (count < capacity && links[start + count] >= 0) {
      count++;
    }
    if (count + to - from <= capacity) {
      for (int i = from; i < to; i++) {
        links[start + count++] = (int) pairs[i];
      }
      return;
    }
    reserve(count + to - from);
    System.arraycopy(links, start, candidates, 0, count);
    for (int i = from; i < to; i++) {
      candidates[count++] = (int) pairs[i];
    }
    sphere.between(node, candidates, count, scores);
    TopK nearest = new TopK(count);
    for (int i = 0; i < count; i++) {
      nearest.add(candidates[i], scores[i]);
    }
    nearest.drainTo(candidates, scores, 0);
    select(node, level, count, capacity);
  }

  private void reserve(int count) {
    if (candidates.length < count) {
      candidates = new int[2 * count];
      scores = new float[2 * count + Kernel.LANES];
    }
  }

  /**
   * Writes those candidates that are nearer to the node than to any chosen before: links in all
   * directions instead of many into one cluster.
   */
  private void select(int node, int level, int count, int limit) {
    int kept = 0;
    for (int c = 0; c < count && kept < limit; c++) {
      if (isDiverse(candidates[c], scores[c], kept)) {
        chosen[kept++] = candidates[c];
      }
    }
    int[] links = graph.links(node, level);
    int start = graph.start(node, level);
    for (int i = 0; i < graph.capacity(level); i++) {
      links[start + i] = i < kept ? chosen[i] : HnswGraph.NONE;
    }
  }

  private boolean isDiverse(int candidate, float score, int kept) {
    for (int from = 0; from < kept; from += Kernel.LANES) {
      int count = Math.min(Kernel.LANES, kept - from);
      System.arraycopy(chosen, from, some, 0, count);
      sphere.between(candidate, some, count, toChosen);
      for (int i = 0; i < count; i++) {
        if (toChosen[i] >= score) {
          return false;
        }
      }
    }
    return true;
  }
}
