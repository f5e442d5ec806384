package dev.slate.training.model.index;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which rows a search may find: a bit a row. Made once for many searches, so that none asks a
 * predicate for every item it meets. Immutable.
 */
public final class RowMask {
  /** Admits every row of any index. */
  public static final RowMask ALL = new RowMask(new long[0], 0, Integer.MAX_VALUE);

  private final long[] words;
  private final int rows;
  private final int cardinality;

  private RowMask(long[] words, int rows, int cardinality) {
    this.words = words;
    this.rows = rows;
    this.cardinality = cardinality;
  }

  /** Admits none of so many rows. */
  public static RowMask none(int rows) {
    return of(new long[(rows + 63) >>> 6], rows);
  }

  /** The rows below {@code rows} that a predicate accepts; asks for each once. */
  public static RowMask of(int rows, IntPredicate accept) {
    long[] words = new long[(rows + 63) >>> 6];
    for (int row = 0; row < rows; row++) {
      if (accept.test(row)) {
        words[row >>> 6] |= 1L << row;
      }
    }
    return of(words, rows);
  }

  private static RowMask of(long[] words, int rows) {
    int cardinality = 0;
    for (long word : words) {
      cardinality += Long.bitCount(word);
    }
    return new RowMask(words, rows, cardinality);
  }

  /** This mask with some rows decided anew; O(rows / 64) and a question for each changed one. */
  public RowMask with(int[] changed, IntPredicate accept) {
    long[] copy = words.clone();
    for (int row : changed) {
      if (accept.test(row)) {
        copy[row >>> 6] |= 1L << row;
      } else {
        copy[row >>> 6] &= ~(1L << row);
      }
    }
    return of(copy, rows);
  }

  public boolean admits(int row) {
    return this == ALL || (words[row >>> 6] & (1L << row)) != 0;
  }

  /** How many rows it admits. */
  public int cardinality() {
    return cardinality;
  }

  /** How many of an index's rows it admits. */
  int cardinality(int size) {
    return Math.min(cardinality, size);
  }

  /** Which of 32 rows from a multiple of 32 it admits, a bit a row; one read. */
  int block(int first, int size) {
    int there = size - first >= Integer.SIZE ? -1 : (1 << (size - first)) - 1;
    return this == ALL ? there : there & (int) (words[first >>> 6] >>> first);
  }

  /**
   * Writes admitted rows from {@code row} on, ascending, until {@code out} is full.
   *
   * @return how many were written; fewer than fit if there are no more
   */
  int next(int row, int size, int[] out) {
    int count = 0;
    if (this == ALL) {
      for (; row < size && count < out.length; row++) {
        out[count++] = row;
      }
      return count;
    }
    if (row >= size) {
      return 0;
    }
    int word = row >>> 6;
    long bits = words[word] & (-1L << row);
    while (count < out.length) {
      while (bits == 0) {
        if (++word == words.length) {
          return count;
        }
        bits = words[word];
      }
      out[count++] = (word << 6) + Long.numberOfTrailingZeros(bits);
      bits &= bits - 1;
    }
    return count;
  }

  /**
   * @throws IllegalArgumentException if this is not a mask of so many rows
   */
  void checkRows(int size) {
    if (this != ALL && rows != size) {
      throw new IllegalArgumentException(
          "mask: " + rows + " rows (expected: " + size + ", as the index)");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowMask mask
        && (this == ALL) == (mask == ALL)
        && rows == mask.rows
        && Arrays.equals(words, mask.words);
  }

  @Override
  public int hashCode() {
    return 31 * rows + Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return this == ALL ? "all rows" : cardinality + " of " + rows + " rows";
  }
}
