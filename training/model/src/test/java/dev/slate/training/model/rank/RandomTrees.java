package dev.slate.training.model.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Trees of any shape, with thresholds that meet odd inputs. */
final class RandomTrees {
  private static final float[] SPLITS = {-0f, 0, 1, -1.5f, Float.MIN_VALUE};

  private RandomTrees() {}

  /** Splits random leaves until there are enough. */
  static Tree tree(Random random, int splits, int inputs) {
    int size = 2 * splits + 1;
    int[] feature = new int[size];
    Arrays.fill(feature, -1);
    float[] value = new float[size];
    int[] left = new int[size];
    int[] right = new int[size];
    boolean[] missingLeft = new boolean[size];
    List<Integer> leaves = new ArrayList<>(List.of(0));
    int next = 1;
    for (int s = 0; s < splits; s++) {
      int node = leaves.remove(random.nextInt(leaves.size()));
      feature[node] = random.nextInt(inputs);
      left[node] = next++;
      right[node] = next++;
      missingLeft[node] = random.nextBoolean();
      leaves.add(left[node]);
      leaves.add(right[node]);
    }
    for (int i = 0; i < size; i++) {
      value[i] = feature[i] < 0 ? (float) random.nextGaussian() : SPLITS[random.nextInt(5)];
    }
    return new Tree(feature, value, left, right, missingLeft);
  }
}
