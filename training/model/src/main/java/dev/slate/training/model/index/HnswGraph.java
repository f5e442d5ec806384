package dev.slate.training.model.index;

import java.util.Arrays;

/**
 * Adjacency of a hierarchical graph on primitive arrays: 8 m bytes a node on the ground level, 4 m
 * for each level above. A node's links end with {@link #NONE} where there are fewer than fit. Nodes
 * are positions in an order that keeps neighbours together; {@link #rowOf} tells which item it is.
 * Changed by {@link HnswBuilder} and {@link HnswFormat} only.
 */
final class HnswGraph {
  static final int MAX_LEVELS = 32;
  static final int NONE = -1;

  private final int m;
  private final int[] order;
  private final int[] ground;
  private final int[][] upper;

  /** Where searches start, -1 in an empty graph. */
  private int entry = NONE;

  /**
   * @param order item row by node
   */
  HnswGraph(int[] order, int m) {
    this.m = m;
    this.order = order;
    this.ground = new int[Math.multiplyExact(order.length, 2 * m)];
    this.upper = new int[order.length][];
    Arrays.fill(ground, NONE);
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

  /** The item of a node. */
  int rowOf(int node) {
    return order[node];
  }

  int[] order() {
    return order;
  }

  /** Links of all nodes on the ground level {@code [n x 2 m]}. */
  int[] ground() {
    return ground;
  }

  int levelOf(int node) {
    return upper[node].length / m;
  }

  void setLevel(int node, int level) {
    upper[node] = new int[level * m];
    Arrays.fill(upper[node], NONE);
  }

  /** Links that a node may have on a level. */
  int capacity(int level) {
    return level == 0 ? 2 * m : m;
  }

  /** The array that holds a node's links, from {@link #start} on. */
  int[] links(int node, int level) {
    return level == 0 ? ground : upper[node];
  }

  int start(int node, int level) {
    return level == 0 ? node * 2 * m : (level - 1) * m;
  }
}
