package dev.slate.training.model.sequence;

import java.util.List;

/**
 * Sequences back to back, without padding; P interactions in all.
 *
 * @param items what was chosen, oldest first within each sequence {@code [P]}
 * @param targets what was chosen next {@code [P]}; empty where nothing is learned
 * @param offsets where each sequence begins, and P {@code [S + 1]}
 */
record SequenceBatch(int[] items, int[] targets, int[] offsets) {

  /**
   * Of each sequence the newest interactions as input, each with its successor as target.
   *
   * @param sequences oldest first, at least two interactions each
   * @param length interactions of a sequence's input at most
   */
  static SequenceBatch learning(List<int[]> sequences, int length) {
    int[] offsets = new int[sequences.size() + 1];
    for (int s = 0; s < sequences.size(); s++) {
      offsets[s + 1] = offsets[s] + Math.min(length, sequences.get(s).length - 1);
    }
    int[] items = new int[offsets[sequences.size()]];
    int[] targets = new int[items.length];
    for (int s = 0; s < sequences.size(); s++) {
      int[] sequence = sequences.get(s);
      int count = offsets[s + 1] - offsets[s];
      int from = sequence.length - 1 - count;
      System.arraycopy(sequence, from, items, offsets[s], count);
      System.arraycopy(sequence, from + 1, targets, offsets[s], count);
    }
    return new SequenceBatch(items, targets, offsets);
  }

  /** One history, to be read. */
  static SequenceBatch reading(int[] oldestFirst) {
    return new SequenceBatch(oldestFirst, new int[0], new int[] {0, oldestFirst.length});
  }

  /** P. */
  int size() {
    return items.length;
  }

  /** S. */
  int sequences() {
    return offsets.length - 1;
  }
}
