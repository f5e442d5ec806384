package dev.slate.training.model.rank;

import java.util.Arrays;
import java.util.List;

/**
 * How much each input moved a row's margin away from the mean margin of a background: Shapley
 * values of boosted trees by TreeSHAP (Lundberg, Erion and Lee 2018, algorithm 2), where an input
 * that is left out follows the shares of the background's rows. With the candidates of one request
 * as background they say why one of them ranks above another; an input that is the same for all of
 * them then contributes 0.
 *
 * <p>{@link #expected()} and the contributions of a row sum to its margin. O(trees leaves depth^2)
 * a row, O(n trees depth) to make. Immutable and safe for many threads.
 */
public final class TreeAttribution {
  private final int inputs;
  private final List<Tree> trees;

  /** How many rows of the background reach a node, by tree. */
  private final int[][] covers;

  private final double expected;

  private TreeAttribution(int inputs, List<Tree> trees, int[][] covers, double expected) {
    this.inputs = inputs;
    this.trees = trees;
    this.covers = covers;
    this.expected = expected;
  }

  /**
   * @param base margin of an ensemble without trees
   * @param background {@code [n x inputs]}, row-major; NaN is a missing value
   * @param n rows, at least 1
   */
  public static TreeAttribution of(
      int inputs, float base, List<Tree> trees, float[] background, int n) {
    if (n < 1 || background.length < n * inputs) {
      throw new IllegalArgumentException(
          "background: %d values (expected: %d rows of %d, at least one)"
              .formatted(background.length, n, inputs));
    }
    int[][] covers = new int[trees.size()][];
    double sum = 0;
    for (int t = 0; t < trees.size(); t++) {
      Tree tree = trees.get(t);
      covers[t] = new int[tree.feature().length];
      for (int row = 0; row < n; row++) {
        int node = 0;
        covers[t][0]++;
        while (tree.feature()[node] >= 0) {
          node = next(tree, node, background, row * inputs);
          covers[t][node]++;
        }
        sum += tree.value()[node];
      }
    }
    return new TreeAttribution(inputs, List.copyOf(trees), covers, base + sum / n);
  }

  /** Mean margin of the background. */
  public double expected() {
    return expected;
  }

  /** Contributions of the inputs {@code [inputs]} to the margin of a row. */
  public double[] contributions(float[] rows, int row) {
    double[] contributions = new double[inputs];
    for (int t = 0; t < trees.size(); t++) {
      new Walk(trees.get(t), covers[t], rows, row * inputs, contributions)
          .descend(0, new SplitPath(), 1, 1, -1);
    }
    return contributions;
  }

  private static int next(Tree tree, int node, float[] rows, int at) {
    float value = rows[at + tree.feature()[node]];
    boolean goesLeft = Float.isNaN(value) ? tree.missingLeft()[node] : value < tree.value()[node];
    return goesLeft ? tree.left()[node] : tree.right()[node];
  }

  /** One row's way through one tree, and the ways it would take without some of its inputs. */
  private record Walk(Tree tree, int[] cover, float[] rows, int at, double[] contributions) {

    void descend(int node, SplitPath above, double zero, double one, int input) {
      SplitPath path = above.extended(input, zero, one);
      int split = tree.feature()[node];
      if (split < 0) {
        path.credit(tree.value()[node], contributions);
        return;
      }
      int hot = next(tree, node, rows, at);
      int cold = hot == tree.left()[node] ? tree.right()[node] : tree.left()[node];
      double earlierZero = 1;
      double earlierOne = 1;
      int earlier = path.indexOf(split);
      if (earlier >= 0) {
        earlierZero = path.zero[earlier];
        earlierOne = path.one[earlier];
        path.remove(earlier);
      }
      // Nobody of the background was here: without its inputs the row still goes its own way.
      double share = cover[node] == 0 ? 1 : (double) cover[hot] / cover[node];
      if (earlierOne != 0 || earlierZero * share != 0) {
        descend(hot, path, earlierZero * share, earlierOne, split);
      }
      if (cover[cold] > 0) {
        descend(cold, path, earlierZero * cover[cold] / cover[node], 0, split);
      }
    }
  }

  /** The inputs split on above a node, each once, with the weights of their subsets by size. */
  private static final class SplitPath {
    private int length;
    private int[] input;
    private double[] zero;
    private double[] one;
    private double[] weight;

    SplitPath() {
      this(0, new int[8], new double[8], new double[8], new double[8]);
    }

    private SplitPath(int length, int[] input, double[] zero, double[] one, double[] weight) {
      this.length = length;
      this.input = input;
      this.zero = zero;
      this.one = one;
      this.weight = weight;
    }

    SplitPath extended(int newInput, double newZero, double newOne) {
      int size = length + 1;
      SplitPath path =
          new SplitPath(
              size,
              Arrays.copyOf(input, size),
              Arrays.copyOf(zero, size),
              Arrays.copyOf(one, size),
              Arrays.copyOf(weight, size));
      int d = length;
      path.input[d] = newInput;
      path.zero[d] = newZero;
      path.one[d] = newOne;
      path.weight[d] = d == 0 ? 1 : 0;
      for (int i = d - 1; i >= 0; i--) {
        path.weight[i + 1] += newOne * path.weight[i] * (i + 1) / (d + 1);
        path.weight[i] = newZero * path.weight[i] * (d - i) / (d + 1);
      }
      return path;
    }

    int indexOf(int wanted) {
      for (int i = 1; i < length; i++) {
        if (input[i] == wanted) {
          return i;
        }
      }
      return -1;
    }

    /** Undoes the extension by an input. */
    void remove(int at) {
      int d = length - 1;
      double next = weight[d];
      for (int i = d - 1; i >= 0; i--) {
        if (one[at] != 0) {
          double before = weight[i];
          weight[i] = next * (d + 1) / ((i + 1) * one[at]);
          next = before - weight[i] * zero[at] * (d - i) / (d + 1);
        } else {
          weight[i] = weight[i] * (d + 1) / (zero[at] * (d - i));
        }
      }
      for (int i = at; i < d; i++) {
        input[i] = input[i + 1];
        zero[i] = zero[i + 1];
        one[i] = one[i + 1];
      }
      length = d;
    }

    void credit(double leaf, double[] contributions) {
      for (int i = 1; i < length; i++) {
        contributions[input[i]] += weightWithout(i) * (one[i] - zero[i]) * leaf;
      }
    }

    private double weightWithout(int at) {
      int d = length - 1;
      double next = weight[d];
      double sum = 0;
      for (int i = d - 1; i >= 0; i--) {
        if (one[at] != 0) {
          double with = next * (d + 1) / ((i + 1) * one[at]);
          sum += with;
          next = weight[i] - with * zero[at] * (d - i) / (d + 1);
        } else {
          sum += weight[i] * (d + 1) / (zero[at] * (d - i));
        }
      }
      return sum;
    }
  }
}
