package dev.slate.training.model.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The leaves of all trees in words of 32 bits, numbered from left to right, and for each word the
 * splits that clear some of its bits.
 *
 * <p>A tree's words stand in descending order, so that the last one with a bit left holds the
 * lowest: the row's leaf.
 *
 * @param slots those of a row's {@link OrderedBits} that are read, ascending
 * @param begin where each word's splits begin in {@code splits}, and where the last one's end
 * @param splits triples: index in {@code slots}, threshold in ordered bits, the bits that are kept
 *     of a row that is not below it
 * @param leaves margins, {@code [words x 32]}
 * @param isLast by word: whether it is the last of its tree
 * @param isOnly by word: whether it is its tree's only one
 */
@SuppressWarnings("ArrayRecordComponent") // Built once, never compared.
record LeafWords(
    int[] slots, int[] begin, int[] splits, float[] leaves, boolean[] isLast, boolean[] isOnly) {
  /** Integers of a split. */
  static final int WIDTH = 3;

  private static final int BITS = 32;

  static LeafWords of(List<Tree> trees) {
    List<TreeLeaves> numbered = trees.stream().map(TreeLeaves::of).toList();
    int[] slots =
        numbered.stream()
            .flatMapToInt(tree -> Arrays.stream(tree.slots()))
            .sorted()
            .distinct()
            .toArray();
    int words = numbered.stream().mapToInt(tree -> words(tree)).sum();
    int[] begin = new int[words + 1];
    List<int[]> splits = new ArrayList<>();
    float[] leaves = new float[words * BITS];
    boolean[] isLast = new boolean[words];
    boolean[] isOnly = new boolean[words];
    int word = 0;
    for (TreeLeaves tree : numbered) {
      int count = words(tree);
      for (int w = count - 1; w >= 0; w--) {
        int from = w * BITS;
        System.arraycopy(
            tree.margins(), from, leaves, word * BITS, Math.min(BITS, tree.size() - from));
        tree.splitsOf(from, BITS).forEach(splits::add);
        isLast[word] = w == 0;
        isOnly[word] = count == 1;
        begin[++word] = splits.size() * WIDTH;
      }
    }
    int[] flat = splits.stream().flatMapToInt(Arrays::stream).toArray();
    for (int at = 0; at < flat.length; at += WIDTH) {
      flat[at] = Arrays.binarySearch(slots, flat[at]);
    }
    return new LeafWords(slots, begin, flat, leaves, isLast, isOnly);
  }

  private static int words(TreeLeaves tree) {
    return (tree.size() + BITS - 1) / BITS;
  }

  int tests() {
    return splits.length / WIDTH;
  }

  /**
   * Takes the leaves that a word's bits name, and adds them once the tree has no word to come.
   *
   * @param bits of {@code count} rows
   * @param reached scratch, by row
   */
  void addLeaves(int word, int[] bits, float[] reached, float[] out, int from, int count) {
    int base = word * BITS;
    if (isOnly[word]) {
      for (int r = 0; r < count; r++) {
        out[from + r] += leaves[base + Integer.numberOfTrailingZeros(bits[r])];
      }
      return;
    }
    for (int r = 0; r < count; r++) {
      if (bits[r] != 0) {
        reached[r] = leaves[base + Integer.numberOfTrailingZeros(bits[r])];
      }
    }
    if (isLast[word]) {
      for (int r = 0; r < count; r++) {
        out[from + r] += reached[r];
      }
    }
  }
}
