package dev.slate.training.model.index;

import java.util.Arrays;

/**
 * Adjacency of a hierarchical graph on primitive arrays: 4 (2 m + 1) bytes an item on the ground
 * level, 4 (m + 1) for each level above. Changed by {@link HnswBuilder} only.
 */
final class HnswGraph {
  static final int MAX_LEVELS = 32;

  private final int m;
  private final int[] ground;
  private final int[][] upper;

  /** Where searches start, -1 in an empty graph. */
  private int entry = -1;

  HnswGraph(int size, int m) {
    this.m = m;
    this.ground = new int[Math.multiplyExact(size, 2 * m + 1)];
    this.upper = new int[size][];
    Arrays.fill(upper, new int[0]);
  }

  int size() {
    return upper.length;
  }

  int m() {
    return m;
  }

  int entry() {
    return entry;
  }

  void setEntry(int node) {
    entry = node;
  }

  int levelOf(int node) {
    return upper[node].length / (m + 1);
  }

  void setLevel(int node, int level) {
    upper[node] = new int[level * (m + 1)];
  }

  /** Links that a node may have on a level. */
  int capacity(int level) {
    return level == 0 ? 2 * m : m;
  }

  /** The array that holds a node's links: the count at {@link #start}, the links behind it. */
  int[] links(int node, int level) {
    return level == 0 ? ground : upper[node];
  }

  int start(int node, int level) {
    return level == 0 ? node * (2 * m + 1) : (level - 1) * (m + 1);
  }
}
