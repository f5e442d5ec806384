package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;

/** Refuses node arrays that are no tree. */
final class TreeCheck {
  private TreeCheck() {}

  static void check(int t, Tree tree, int inputs) {
    int size = tree.feature().length;
    require(size > 0, t, 0, "no nodes (expected: a root)");
    require(
        tree.value().length == size
            && tree.left().length == size
            && tree.right().length == size
            && tree.missingLeft().length == size,
        t,
        0,
        "arrays of different lengths (expected: " + size + " each)");
    int[] parents = new int[size];
    for (int node = 0; node < size; node++) {
      require(Float.isFinite(tree.value()[node]), t, node, "value " + tree.value()[node]);
      int feature = tree.feature()[node];
      if (feature >= 0) {
        require(
            feature < inputs, t, node, "feature " + feature + " (expected: below " + inputs + ")");
        claim(t, node, tree.left()[node], parents);
        claim(t, node, tree.right()[node], parents);
      }
    }
    requireReachable(t, tree, parents);
  }

  private static void claim(int t, int node, int child, int[] parents) {
    require(
        child > 0 && child < parents.length,
        t,
        node,
        "child " + child + " (expected: 1 to " + (parents.length - 1) + ")");
    require(parents[child]++ == 0, t, node, "child " + child + " has two parents");
  }

  /** One parent each and all reached from the root: no cycles, nothing left over. */
  private static void requireReachable(int t, Tree tree, int[] parents) {
    int[] queue = new int[parents.length];
    int size = 1;
    for (int at = 0; at < size; at++) {
      int node = queue[at];
      if (tree.feature()[node] >= 0) {
        queue[size++] = tree.left()[node];
        queue[size++] = tree.right()[node];
      }
    }
    require(size == parents.length, t, 0, (parents.length - size) + " nodes are not reached");
  }

  private static void require(boolean condition, int tree, int node, String problem) {
    if (!condition) {
      throw new FormatException("tree " + tree + " node " + node + ": " + problem);
    }
  }
}
