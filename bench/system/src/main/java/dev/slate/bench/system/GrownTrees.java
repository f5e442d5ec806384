package dev.slate.bench.system;

import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trees with the shape of boosted ones: splits lie at values of real rows, the largest leaf is
 * split until there are as many as wanted, and leaves follow one score, so that slates make sense.
 * What they say is not learned; what they cost is what learned ones cost.
 */
final class GrownTrees {
  private static final int TREES = 300;
  private static final int LEAVES = 31;

  private final float[][] rows;
  private final int leading;
  private final SplittableRandom random = new SplittableRandom(5);

  /**
   * @param rows {@code [n x inputs]}
   * @param leading the input that leaves follow
   */
  GrownTrees(float[][] rows, int leading) {
    this.rows = rows;
    this.leading = leading;
  }

  FlatTrees grow() {
    List<Tree> trees = new ArrayList<>();
    for (int t = 0; t < TREES; t++) {
      trees.add(tree());
    }
    return FlatTrees.of(rows[0].length, 0, trees);
  }

  private Tree tree() {
    int size = 2 * LEAVES - 1;
    int[] feature = new int[size];
    Arrays.fill(feature, -1);
    float[] value = new float[size];
    int[] left = new int[size];
    int[] right = new int[size];
    boolean[] missingLeft = new boolean[size];
    List<List<float[]>> members = new ArrayList<>(List.of(List.of(rows)));
    while (members.size() + 1 < size) {
      int node = largestLeaf(members, feature);
      float[] pivot = members.get(node).get(random.nextInt(members.get(node).size()));
      int input = random.nextInt(pivot.length);
      if (Float.isNaN(pivot[input])) {
        continue;
      }
      List<float[]> below = new ArrayList<>();
      List<float[]> above = new ArrayList<>();
      for (float[] row : members.get(node)) {
        (row[input] < pivot[input] || Float.isNaN(row[input]) ? below : above).add(row);
      }
      if (below.isEmpty()) {
        continue;
      }
      feature[node] = input;
      value[node] = pivot[input];
      missingLeft[node] = true;
      left[node] = members.size();
      members.add(below);
      right[node] = members.size();
      members.add(above);
    }
    for (int node = 0; node < members.size(); node++) {
      if (feature[node] < 0) {
        value[node] = leaf(members.get(node));
      }
    }
    int nodes = members.size();
    return new Tree(
        Arrays.copyOf(feature, nodes),
        Arrays.copyOf(value, nodes),
        Arrays.copyOf(left, nodes),
        Arrays.copyOf(right, nodes),
        Arrays.copyOf(missingLeft, nodes));
  }

  private static int largestLeaf(List<List<float[]>> members, int[] feature) {
    int largest = -1;
    for (int node = 0; node < members.size(); node++) {
      if (feature[node] < 0
          && (largest < 0 || members.get(node).size() > members.get(largest).size())) {
        largest = node;
      }
    }
    return largest;
  }

  private float leaf(List<float[]> members) {
    double mean = members.stream().mapToDouble(row -> row[leading]).average().orElse(0);
    return (float) (0.02 * mean + 0.001 * random.nextGaussian());
  }
}
