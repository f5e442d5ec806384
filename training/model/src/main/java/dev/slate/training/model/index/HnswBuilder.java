package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import java.util.Arrays;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Builds a hierarchical navigable small world graph (Malkov, Yashunin 2016, algorithms 1 and 4):
 * {@code m = M}, {@code width = efConstruction}. Items are inserted in the order of their rows with
 * levels drawn from a seed, in batches that grow with the graph (ParlayANN, Manohar et al. 2024):
 * all of a batch search the graph as it was before, then the links back are made node by node. So
 * no lock is needed, and the graph does not depend on the number of threads. About O(n width m d
 * log n) on all cores.
 */
final class HnswBuilder {
  static final int M = 16;
  static final int WIDTH = 200;

  /** A batch is at most this share of what is there. */
  private static final int SHARE = 64;

  private static final int MAX_BATCH = 4096;
  private static final int CHUNK = 16;

  private final Sphere sphere;
  private final HnswGraph graph;
  private final Queue<Inserter> inserters = new ConcurrentLinkedQueue<>();

  private HnswBuilder(FloatMatrix laid, int[] order) {
    this.sphere = new Sphere(laid);
    this.graph = new HnswGraph(order, M);
  }

  /**
   * @param laid vectors in the order
   * @param order item row by node
   */
  static HnswGraph build(FloatMatrix laid, int[] order, long seed) {
    HnswBuilder builder = new HnswBuilder(laid, order);
    int[] nodes = new int[order.length];
    for (int node = 0; node < order.length; node++) {
      nodes[order[node]] = node;
    }
    builder.drawLevels(nodes, seed);
    for (int done = 0; done < nodes.length; ) {
      int size = Math.min(Math.max(1, Math.min(done / SHARE, MAX_BATCH)), nodes.length - done);
      builder.insert(Arrays.copyOfRange(nodes, done, done + size));
      done += size;
    }
    return builder.graph;
  }

  private void drawLevels(int[] nodes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int node : nodes) {
      double uniform = 1 - random.nextDouble();
      graph.setLevel(
          node, Math.min((int) (-Math.log(uniform) / Math.log(M)), HnswGraph.MAX_LEVELS - 1));
    }
  }

  private void insert(int[] batch) {
    int entry = graph.entry();
    if (entry >= 0) {
      inChunks(batch.length, (inserter, i) -> inserter.link(batch[i], entry));
      for (int level = graph.levelOf(entry); level >= 0; level--) {
        linkBack(batch, level);
      }
    }
    int top = entry;
    for (int node : batch) {
      top = top < 0 || graph.levelOf(node) > graph.levelOf(top) ? node : top;
    }
    graph.setEntry(top);
  }

  private void linkBack(int[] batch, int level) {
    long[] pairs =
        Arrays.stream(batch)
            .filter(node -> graph.levelOf(node) >= level)
            .boxed()
            .flatMapToLong(node -> linksOf(node, level).mapToLong(to -> (long) to << 32 | node))
            .sorted()
            .toArray();
    int[] starts =
        IntStream.range(0, pairs.length)
            .filter(i -> i == 0 || pairs[i] >> 32 != pairs[i - 1] >> 32)
            .toArray();
    inChunks(
        starts.length,
        (inserter, i) -> {
          int end = i + 1 < starts.length ? starts[i + 1] : pairs.length;
          inserter.addLinks((int) (pairs[starts[i]] >> 32), level, pairs, starts[i], end);
        });
  }

  private IntStream linksOf(int node, int level) {
    int start = graph.start(node, level);
    return Arrays.stream(graph.links(node, level), start, start + graph.capacity(level))
        .takeWhile(link -> link >= 0);
  }

  private interface Task {
    void run(Inserter inserter, int i);
  }

  private void inChunks(int count, Task task) {
    IntStream chunks = IntStream.range(0, (count + CHUNK - 1) / CHUNK);
    (count > CHUNK ? chunks.parallel() : chunks)
        .forEach(
            chunk -> {
              Inserter pooled = inserters.poll();
              Inserter inserter = pooled == null ? new Inserter(graph, sphere) : pooled;
              for (int i = chunk * CHUNK; i < Math.min(count, (chunk + 1) * CHUNK); i++) {
                task.run(inserter, i);
              }
              inserters.add(inserter);
            });
  }
}
