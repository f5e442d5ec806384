package dev.slate.training.model.rank;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trees in flat arrays, walked from the root. Nodes lie breadth-first per tree with both children
 * side by side. Inputs and thresholds are compared as {@link OrderedBits} and a leaf leads to
 * itself, so a row takes as many steps as the tree is deep and none of them branches. O(n trees
 * depth), scratch 8 n inputs bytes. Immutable.
 */
final class NodeWalk implements MarginSum {
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

  /**
   * @param trees checked
   */
  NodeWalk(List<Tree> trees) {
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

  int trees() {
    return roots.length;
  }

  /** How many times a row tests a split. */
  int tests() {
    return IntStream.of(depths).sum();
  }

  @Override
  public void add(float[] rows, int inputs, int n, float[] out) {
    int[] keys = OrderedBits.of(rows, n * inputs);
    int width = 2 * inputs;
    for (int t = 0; t < roots.length; t++) {
      int root = roots[t];
      int steps = depths[t];
      int r = 0;
      for (; r <= n - 4; r += 4) {
        add4(root, steps, keys, width, out, r);
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
  private void add4(int root, int steps, int[] keys, int width, float[] out, int r) {
    int at = r * width;
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

  /** A tree, nodes breadth-first. */
  Tree tree(int t) {
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
