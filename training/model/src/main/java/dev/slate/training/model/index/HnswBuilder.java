package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import java.util.SplittableRandom;

/**
 * Builds a hierarchical navigable small world graph (Malkov, Yashunin 2016, algorithms 1 and 4):
 * {@code m = M}, {@code width = efConstruction}. Items are inserted in order with levels drawn from
 * a seed: same vectors, same graph. About O(n width m d log n), single-threaded.
 */
final class HnswBuilder {
  static final int M = 16;
  static final int WIDTH = 200;

  private final Sphere sphere;
  private final HnswGraph graph;
  private final HnswSearch search;
  private final TopK nearest = new TopK(WIDTH);
  private final SplittableRandom random;

  private HnswBuilder(Sphere sphere, long seed) {
    this.sphere = sphere;
    this.graph = new HnswGraph(sphere.size(), M);
    this.search = new HnswSearch(graph);
    this.random = new SplittableRandom(seed);
  }

  static HnswGraph build(FloatMatrix vectors, long seed) {
    HnswBuilder builder = new HnswBuilder(new Sphere(vectors), seed);
    for (int item = 0; item < vectors.rows(); item++) {
      builder.insert(item);
    }
    return builder.graph;
  }

  private void insert(int item) {
    int level = drawLevel();
    graph.setLevel(item, level);
    int entry = graph.entry();
    if (entry < 0) {
      graph.setEntry(item);
      return;
    }
    HnswSearch.Score score = other -> sphere.between(item, other);
    int top = graph.levelOf(entry);
    int at = entry;
    for (int l = top; l > level; l--) {
      at = search.greedy(at, l, score);
    }
    for (int l = Math.min(level, top); l >= 0; l--) {
      search.beam(at, l, score, nearest, other -> true);
      Hits found = nearest.drain();
      at = found.items()[0];
      connect(item, l, found);
    }
    if (level > top) {
      graph.setEntry(item);
    }
  }

  private int drawLevel() {
    double uniform = 1 - random.nextDouble();
    return Math.min((int) (-Math.log(uniform) / Math.log(M)), HnswGraph.MAX_LEVELS - 1);
  }

  private void connect(int item, int level, Hits found) {
    int[] links = graph.links(item, level);
    int start = graph.start(item, level);
    select(found, M, links, start);
    for (int i = start + 1; i <= start + links[start]; i++) {
      linkBack(links[i], item, level);
    }
  }

  private void linkBack(int from, int to, int level) {
    int[] links = graph.links(from, level);
    int start = graph.start(from, level);
    int count = links[start];
    if (count < graph.capacity(level)) {
      links[start + count + 1] = to;
      links[start]++;
      return;
    }
    TopK all = new TopK(count + 1);
    all.add(to, sphere.between(from, to));
    for (int i = start + 1; i <= start + count; i++) {
      all.add(links[i], sphere.between(from, links[i]));
    }
    select(all.drain(), graph.capacity(level), links, start);
  }

  /**
   * Writes those candidates that are nearer to the base than to any chosen before: links in all
   * directions instead of many into one cluster.
   */
  private void select(Hits candidates, int limit, int[] links, int start) {
    int count = 0;
    for (int c = 0; c < candidates.size() && count < limit; c++) {
      int candidate = candidates.items()[c];
      boolean isDiverse = true;
      for (int i = start + 1; i <= start + count && isDiverse; i++) {
        isDiverse = sphere.between(candidate, links[i]) < candidates.scores()[c];
      }
      if (isDiverse) {
        links[start + ++count] = candidate;
      }
    }
    links[start] = count;
  }
}
