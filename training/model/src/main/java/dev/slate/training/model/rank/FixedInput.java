package dev.slate.training.model.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes an input out of a ranker that was trained with it, as if it always had one value. For the
 * position at which an item was shown (position as a feature; Guo et al. 2019, "PAL"): in training
 * it explains away what was chosen for its place alone, and at serving no candidate has one yet.
 *
 * @param input the last one of a row
 */
public record FixedInput(int input, float value) {

  /**
   * The same scores on rows without the input.
   *
   * @throws IllegalArgumentException if it is not the last, or the ranker has factors
   */
  public Ranker of(Ranker ranker) {
    if (ranker instanceof TieredRanker tiers) {
      return new TieredRanker(of(tiers.full()), of(tiers.light()));
    }
    if (ranker instanceof CalibratedRanker calibrated) {
      return new CalibratedRanker(of(calibrated.model()), calibrated.scale(), calibrated.offset());
    }
    requireLast(ranker);
    if (ranker instanceof FlatTrees trees) {
      return ofTrees(trees);
    }
    if (ranker instanceof FactorizationMachine machine && machine.halves().length == 0) {
      return ofLinear(machine);
    }
    throw new IllegalArgumentException(
        "ranker: %s (expected: trees, or a linear one)".formatted(ranker));
  }

  private FlatTrees ofTrees(FlatTrees trees) {
    return FlatTrees.of(input, trees.base(), trees.toTrees().stream().map(this::fold).toList());
  }

  private FactorizationMachine ofLinear(FactorizationMachine machine) {
    InputScaling all = machine.scaling();
    float[] row = new float[input + 1];
    row[input] = value;
    float[] scaled = new float[input + 1];
    all.scale(row, 0, scaled);
    return FactorizationMachine.linear(
        new InputScaling(Arrays.copyOf(all.mean(), input), Arrays.copyOf(all.deviation(), input)),
        machine.bias() + machine.weights()[input] * scaled[input],
        Arrays.copyOf(machine.weights(), input));
  }

  private void requireLast(Ranker ranker) {
    if (input != ranker.inputs() - 1 || input < 1) {
      throw new IllegalArgumentException(
          "input: %d (expected: %d, the last of several)".formatted(input, ranker.inputs() - 1));
    }
  }

  /** Breadth-first from the root, every split on the input replaced by the side it takes. */
  private Tree fold(Tree tree) {
    List<Integer> kept = new ArrayList<>(List.of(taken(tree, 0)));
    int size = tree.feature().length;
    int[] feature = new int[size];
    float[] values = new float[size];
    int[] left = new int[size];
    int[] right = new int[size];
    boolean[] missingLeft = new boolean[size];
    for (int node = 0; node < kept.size(); node++) {
      int from = kept.get(node);
      feature[node] = tree.feature()[from];
      values[node] = tree.value()[from];
      missingLeft[node] = tree.missingLeft()[from];
      if (feature[node] >= 0) {
        left[node] = kept.size();
        kept.add(taken(tree, tree.left()[from]));
        right[node] = kept.size();
        kept.add(taken(tree, tree.right()[from]));
      }
    }
    int n = kept.size();
    return new Tree(
        Arrays.copyOf(feature, n),
        Arrays.copyOf(values, n),
        Arrays.copyOf(left, n),
        Arrays.copyOf(right, n),
        Arrays.copyOf(missingLeft, n));
  }

  private int taken(Tree tree, int node) {
    int at = node;
    while (tree.feature()[at] == input) {
      boolean goesLeft = Float.isNaN(value) ? tree.missingLeft()[at] : value < tree.value()[at];
      at = goesLeft ? tree.left()[at] : tree.right()[at];
    }
    return at;
  }
}
