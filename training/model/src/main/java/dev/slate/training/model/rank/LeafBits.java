package dev.slate.training.model.rank;

import java.util.List;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Trees as bit vectors, after QuickScorer and V-QuickScorer (Lucchese et al. 2015, 2016): each leaf
 * is a bit, each split that a row goes right at clears the leaves on its left, and the lowest bit
 * that is left is the row's leaf. Nothing depends on what came before, so rows go in parallel, one
 * in each lane, and no branch is mispredicted.
 *
 * <p>Unlike the papers, which walk by feature to stop at the first threshold that is not passed,
 * this walks tree by tree and tests every split: the bits then stay in registers, which is faster
 * from 16 lanes on, and margins are added in tree order as {@link NodeWalk} adds them, so both give
 * the same bits. A tree of more than 32 leaves takes several words. O(n nodes / lanes), scratch 8
 * inputs lanes bytes. Immutable.
 */
final class LeafBits implements MarginSum {
  /** Where the CPU has them; compilers before 25 box vectors where two widths meet in a process. */
  private static final VectorSpecies<Integer> SPECIES =
      Runtime.version().feature() >= 25 && IntVector.SPECIES_PREFERRED.length() > 8
          ? IntVector.SPECIES_512
          : IntVector.SPECIES_256;

  private static final int LANES = SPECIES.length();

  /** Rows of one block: four vectors hide each other's latency. */
  private static final int BLOCK = 4 * LANES;

  private final LeafWords words;

  /**
   * @param trees checked
   */
  LeafBits(List<Tree> trees) {
    words = LeafWords.of(trees);
  }

  /** How many times a row's block tests a split: a split counts once for each word it touches. */
  int tests() {
    return words.tests();
  }

  @Override
  public void add(float[] rows, int inputs, int n, float[] out) {
    int[] keys = new int[words.slots().length * BLOCK];
    int[] bits = new int[BLOCK];
    float[] reached = new float[BLOCK];
    int r = 0;
    for (; r <= n - BLOCK; r += BLOCK) {
      fill(rows, inputs, r, BLOCK, keys, BLOCK);
      addBlock(keys, bits, reached, out, r);
    }
    for (; r < n; r += LANES) {
      int count = Math.min(LANES, n - r);
      fill(rows, inputs, r, count, keys, LANES);
      addVector(keys, bits, reached, out, r, count);
    }
  }

  /** Writes rows {@code [from, from + count)} to {@code keys[slots x width]}. */
  private void fill(float[] rows, int inputs, int from, int count, int[] keys, int width) {
    int[] slots = words.slots();
    for (int r = 0; r < count; r++) {
      int row = (from + r) * inputs;
      for (int s = 0; s < slots.length; s++) {
        keys[s * width + r] = OrderedBits.of(rows[row + (slots[s] >> 1)], slots[s]);
      }
    }
  }

  private void addBlock(int[] keys, int[] bits, float[] reached, float[] out, int from) {
    int[] begin = words.begin();
    int[] tests = words.splits();
    for (int word = 0; word < begin.length - 1; word++) {
      IntVector bits0 = IntVector.broadcast(SPECIES, -1);
      IntVector bits1 = bits0;
      IntVector bits2 = bits0;
      IntVector bits3 = bits0;
      int end = begin[word + 1];
      for (int at = begin[word]; at < end; at += LeafWords.WIDTH) {
        int key = tests[at] * BLOCK;
        IntVector threshold = IntVector.broadcast(SPECIES, tests[at + 1]);
        IntVector rest = IntVector.broadcast(SPECIES, tests[at + 2]);
        bits0 = clear(bits0, keys, key, threshold, rest);
        bits1 = clear(bits1, keys, key + LANES, threshold, rest);
        bits2 = clear(bits2, keys, key + 2 * LANES, threshold, rest);
        bits3 = clear(bits3, keys, key + 3 * LANES, threshold, rest);
      }
      bits0.intoArray(bits, 0);
      bits1.intoArray(bits, LANES);
      bits2.intoArray(bits, 2 * LANES);
      bits3.intoArray(bits, 3 * LANES);
      words.addLeaves(word, bits, reached, out, from, BLOCK);
    }
  }

  private void addVector(
      int[] keys, int[] bits, float[] reached, float[] out, int from, int count) {
    int[] begin = words.begin();
    int[] tests = words.splits();
    for (int word = 0; word < begin.length - 1; word++) {
      IntVector left = IntVector.broadcast(SPECIES, -1);
      int end = begin[word + 1];
      for (int at = begin[word]; at < end; at += LeafWords.WIDTH) {
        left =
            clear(
                left,
                keys,
                tests[at] * LANES,
                IntVector.broadcast(SPECIES, tests[at + 1]),
                IntVector.broadcast(SPECIES, tests[at + 2]));
      }
      left.intoArray(bits, 0);
      words.addLeaves(word, bits, reached, out, from, count);
    }
  }

  private static IntVector clear(
      IntVector bits, int[] keys, int at, IntVector threshold, IntVector rest) {
    return bits.lanewise(
        VectorOperators.AND,
        rest,
        IntVector.fromArray(SPECIES, keys, at).compare(VectorOperators.GE, threshold));
  }
}
