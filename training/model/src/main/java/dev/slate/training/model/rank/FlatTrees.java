package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Boosted trees in flat arrays: margins of the leaves reached are added to the base in tree order,
 * in float, as XGBoost does, and a sigmoid makes a probability of the sum. Nodes lie breadth-first
 * per tree with both children side by side.
 *
 * <p>Inputs and thresholds are compared as {@link OrderedBits} and a leaf leads to itself, so a row
 * takes as many steps as the tree is deep and none of them branches. O(n trees depth), scratch 8 n
 * inputs bytes. Immutable.
 */
public final class FlatTrees implements Ranker {
  private final int inputs;
  private final float base;
  private final int[] roots;
  private final int[] depths;

  /** Threshold of a split; margin of a leaf. */
  private final float[] value;

  /** Threshold in ordered bits; the lowest integer for a leaf, so that nothing is below it. */
  private final int[] threshold;

  /** Where a split's input is among a row's ordered bits. */
  private final int[] slot;

  /** The right child, with the left one behind it; a leaf's is itself. */
  private final int[] right;

  private FlatTrees(int inputs, float base, List<Tree> trees) {
    this.inputs = inputs;
    this.base = base;
    int nodes = trees.stream().mapToInt(tree -> tree.feature().length).sum();
    roots = new int[trees.size()];
    depths = new int[trees.size()];
    value = new float[nodes];
    threshold = new int[nodes];
    slot = new int[nodes];
    right = new int[nodes];
    int next = 0;
    for (int t = 0; t < trees.size(); t++) {
      roots[t] = next;
      next = flatten(t, trees.get(t), next);
    }
  }

  /**
   * @param inputs features of a row
   * @param base margin of an ensemble without trees
   * @throws FormatException if a tree is not one: a child out of bounds or reached twice, a feature
   *     out of bounds, a value that is not finite
   */
  public static FlatTrees of(int inputs, float base, List<Tree> trees) {
    if (inputs < 1 || !Float.isFinite(base)) {
      throw new FormatException(
          "inputs: " + inputs + ", base: " + base + " (expected: at least 1, finite)");
    }
    for (int t = 0; t < trees.size(); t++) {
      TreeCheck.check(t, trees.get(t), inputs);
    }
    return new FlatTrees(inputs, base, trees);
  }

  /** Lays a tree out breadth-first from {@code start}; gives the place behind it. */
  private int flatten(int t, Tree tree, int start) {
    int[] order = new int[tree.feature().length];
    int[] depth = new int[order.length];
    int size = 1;
    for (int at = 0; at < size; at++) {
      int node = order[at];
      int flat = start + at;
      value[flat] = tree.value()[node];
      depths[t] = Math.max(depths[t], depth[at]);
      if (tree.feature()[node] < 0) {
        threshold[flat] = Integer.MIN_VALUE;
        right[flat] = flat;
        continue;
      }
      threshold[flat] = OrderedBits.of(tree.value()[node]);
      slot[flat] = OrderedBits.slot(tree.feature()[node], tree.missingLeft()[node]);
      right[flat] = start + size;
      depth[size] = depth[at] + 1;
      order[size++] = tree.right()[node];
      depth[size] = depth[at] + 1;
      order[size++] = tree.left()[node];
    }
    return start + size;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  public int trees() {
    return roots.length;
  }

  @Override
  public void score(float[] rows, int n, float[] out) {
    margins(rows, n, out);
    for (int r = 0; r < n; r++) {
      out[r] = (float) (1 / (1 + Math.exp(-out[r])));
    }
  }

  /** Sums before the sigmoid, {@code [n]}. */
  public void margins(float[] rows, int n, float[] out) {
    Arrays.fill(out, 0, n, base);
    int[] keys = OrderedBits.of(rows, n * inputs);
    int width = 2 * inputs;
    for (int t = 0; t < roots.length; t++) {
      int root = roots[t];
      int steps = depths[t];
      int r = 0;
      for (; r <= n - 4; r += 4) {
        score4(root, steps, keys, r * width, out, r);
      }
      for (; r < n; r++) {
        int node = root;
        for (int s = 0; s < steps; s++) {
          node = next(node, keys, r * width);
        }
        out[r] += value[node];
      }
    }
  }

  /** Four rows at once, so that one's loads hide behind the others'. */
  private void score4(int root, int steps, int[] keys, int at, float[] out, int r) {
    int width = 2 * inputs;
    int node0 = root;
    int node1 = root;
    int node2 = root;
    int node3 = root;
    for (int s = 0; s < steps; s++) {
      node0 = next(node0, keys, at);
      node1 = next(node1, keys, at + width);
      node2 = next(node2, keys, at + 2 * width);
      node3 = next(node3, keys, at + 3 * width);
    }
    out[r] += value[node0];
    out[r + 1] += value[node1];
    out[r + 2] += value[node2];
    out[r + 3] += value[node3];
  }

  private int next(int node, int[] keys, int at) {
    return right[node] + OrderedBits.isBelow(keys[at + slot[node]], threshold[node]);
  }

  /** Margin of an ensemble without trees. */
  public float base() {
    return base;
  }

  /** The trees, nodes breadth-first. */
  public List<Tree> toTrees() {
    return IntStream.range(0, roots.length).mapToObj(this::toTree).toList();
  }

  private Tree toTree(int t) {
    int start = roots[t];
    int size = (t + 1 < roots.length ? roots[t + 1] : value.length) - start;
    int[] features = new int[size];
    int[] lefts = new int[size];
    int[] rights = new int[size];
    boolean[] missingLeft = new boolean[size];
    for (int i = 0; i < size; i++) {
      boolean isLeaf = right[start + i] == start + i;
      features[i] = isLeaf ? -1 : OrderedBits.featureOf(slot[start + i]);
      missingLeft[i] = !isLeaf && OrderedBits.isMissingLeft(slot[start + i]);
      rights[i] = isLeaf ? -1 : right[start + i] - start;
      lefts[i] = isLeaf ? -1 : rights[i] + 1;
    }
    return new Tree(
        features, Arrays.copyOfRange(value, start, start + size), lefts, rights, missingLeft);
  }
}
