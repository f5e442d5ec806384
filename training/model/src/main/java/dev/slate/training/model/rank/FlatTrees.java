package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;
import java.util.Arrays;
import java.util.List;

/**
 * Boosted trees in flat arrays: margins of the leaves reached are added to the base in tree order,
 * in float, as XGBoost does, and a sigmoid makes a probability of the sum. Nodes lie breadth-first
 * per tree with both children side by side, so a step down is an add.
 *
 * <p>Rows are scored tree by tree: O(n trees depth). Immutable.
 */
public final class FlatTrees implements Ranker {
  private static final int MISSING_LEFT = 1 << 31;

  private final int inputs;
  private final float base;
  private final int[] roots;

  /** Feature of a split with the top bit set if missing goes left; leaves point at themselves. */
  private final int[] feature;

  private final float[] value;
  private final int[] left;
  private final int[] depths;

  private FlatTrees(int inputs, float base, List<Tree> trees) {
    this.inputs = inputs;
    this.base = base;
    int nodes = trees.stream().mapToInt(tree -> tree.feature().length).sum();
    roots = new int[trees.size()];
    depths = new int[trees.size()];
    feature = new int[nodes];
    value = new float[nodes];
    left = new int[nodes];
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
        left[flat] = flat;
        continue;
      }
      feature[flat] = tree.feature()[node] | (tree.missingLeft()[node] ? MISSING_LEFT : 0);
      left[flat] = start + size;
      depth[size] = depth[at] + 1;
      order[size++] = tree.left()[node];
      depth[size] = depth[at] + 1;
      order[size++] = tree.right()[node];
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
    for (int root : roots) {
      for (int r = 0; r < n; r++) {
        out[r] += value[leaf(root, rows, r * inputs)];
      }
    }
  }

  private int leaf(int root, float[] rows, int row) {
    int node = root;
    while (left[node] != node) {
      int packed = feature[node];
      float x = rows[row + (packed & ~MISSING_LEFT)];
      boolean goesLeft = Float.isNaN(x) ? packed < 0 : x < value[node];
      node = left[node] + (goesLeft ? 0 : 1);
    }
    return node;
  }

  /** Margin of an ensemble without trees. */
  public float base() {
    return base;
  }

  /** The trees, nodes breadth-first. */
  public List<Tree> toTrees() {
    return java.util.stream.IntStream.range(0, roots.length).mapToObj(this::toTree).toList();
  }

  private Tree toTree(int t) {
    int start = roots[t];
    int size = (t + 1 < roots.length ? roots[t + 1] : value.length) - start;
    int[] features = new int[size];
    int[] lefts = new int[size];
    int[] rights = new int[size];
    boolean[] missingLeft = new boolean[size];
    for (int i = 0; i < size; i++) {
      boolean isLeaf = left[start + i] == start + i;
      features[i] = isLeaf ? -1 : feature[start + i] & ~MISSING_LEFT;
      missingLeft[i] = feature[start + i] < 0;
      lefts[i] = isLeaf ? -1 : left[start + i] - start;
      rights[i] = isLeaf ? -1 : lefts[i] + 1;
    }
    return new Tree(
        features, Arrays.copyOfRange(value, start, start + size), lefts, rights, missingLeft);
  }
}
