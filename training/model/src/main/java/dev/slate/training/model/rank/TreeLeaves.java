package dev.slate.training.model.rank;

import java.util.ArrayList;
import java.util.List;

/**
 * One tree with its leaves numbered from left to right, so that what lies left of a split is a
 * range.
 *
 * @param margins by leaf
 * @param splits each as {slot, threshold in ordered bits, first leaf on its left, one behind the
 *     last}
 */
@SuppressWarnings("ArrayRecordComponent") // Built once, never compared.
record TreeLeaves(float[] margins, List<int[]> splits) {

  static TreeLeaves of(Tree tree) {
    List<Float> margins = new ArrayList<>();
    List<int[]> splits = new ArrayList<>();
    // Depth first with a stack of our own: a tree may be as deep as it has splits.
    int[] stack = new int[tree.feature().length + 1];
    int[][] open = new int[tree.feature().length][];
    int size = 0;
    stack[size++] = 0;
    while (size > 0) {
      int node = stack[--size];
      if (node < 0) {
        open[~node][3] = margins.size();
      } else if (tree.feature()[node] < 0) {
        margins.add(tree.value()[node]);
      } else {
        int slot = OrderedBits.slot(tree.feature()[node], tree.missingLeft()[node]);
        open[node] = new int[] {slot, OrderedBits.of(tree.value()[node]), margins.size(), 0};
        splits.add(open[node]);
        stack[size++] = tree.right()[node];
        stack[size++] = ~node; // Comes up when the left side is done.
        stack[size++] = tree.left()[node];
      }
    }
    float[] flat = new float[margins.size()];
    for (int leaf = 0; leaf < flat.length; leaf++) {
      flat[leaf] = margins.get(leaf);
    }
    return new TreeLeaves(flat, splits);
  }

  int size() {
    return margins.length;
  }

  int[] slots() {
    return splits.stream().mapToInt(split -> split[0]).toArray();
  }

  /**
   * The splits that clear some of the leaves {@code [from, from + bits)}: {slot, threshold, bits
   * that are kept}.
   */
  List<int[]> splitsOf(int from, int bits) {
    List<int[]> touching = new ArrayList<>();
    for (int[] split : splits) {
      int low = Math.max(split[2], from) - from;
      int high = Math.min(split[3], from + bits) - from;
      if (low < high) {
        long cleared = (1L << high) - (1L << low);
        touching.add(new int[] {split[0], split[1], (int) ~cleared});
      }
    }
    return touching;
  }
}
