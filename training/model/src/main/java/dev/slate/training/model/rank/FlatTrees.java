package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;
import dev.slate.training.model.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Boosted trees in flat arrays: margins of the leaves reached are added to the base in tree order,
 * in float, as XGBoost does, and a sigmoid makes a probability of the sum. By {@link LeafBits}
 * where the JVM has vectors and the trees are not too large for it, else by {@link NodeWalk}; the
 * bits are the same. Immutable.
 */
public final class FlatTrees implements Ranker {
  /** Splits tested by bits, many rows at a time, in the time of one step of a walk. */
  private static final int TESTS_PER_STEP = 20;

  /** Of larger trees most splits are never met, and their bits would take the square of them. */
  private static final int MOST_NODES = 2_000;

  private final int inputs;
  private final float base;
  private final NodeWalk walk;
  private final MarginSum sum;

  private FlatTrees(int inputs, float base, NodeWalk walk, MarginSum sum) {
    this.inputs = inputs;
    this.base = base;
    this.walk = walk;
    this.sum = sum;
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
    NodeWalk walk = new NodeWalk(trees);
    return new FlatTrees(inputs, base, walk, fastest(walk, trees));
  }

  private static MarginSum fastest(NodeWalk walk, List<Tree> trees) {
    if (Kernels.best() == Kernels.scalar()
        || trees.stream().anyMatch(tree -> tree.feature().length > MOST_NODES)) {
      return walk;
    }
    LeafBits bits = new LeafBits(trees);
    return bits.tests() <= (long) TESTS_PER_STEP * walk.tests() ? bits : walk;
  }

  /** The same trees, walked: for JVMs without vectors and as the oracle of the bits. */
  FlatTrees walked() {
    return new FlatTrees(inputs, base, walk, walk);
  }

  boolean isByBits() {
    return sum != walk;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  public int trees() {
    return walk.trees();
  }

  @Override
  public void margins(float[] rows, int n, float[] out) {
    Arrays.fill(out, 0, n, base);
    sum.add(rows, inputs, n, out);
  }

  /** Margin of an ensemble without trees. */
  public float base() {
    return base;
  }

  /** The trees, nodes breadth-first. */
  public List<Tree> toTrees() {
    return IntStream.range(0, trees()).mapToObj(walk::tree).toList();
  }
}
