package dev.slate.training.model.diversity;

/**
 * Rows of a list in the order in which they were chosen, each once.
 *
 * @param rows {@code [k]}
 * @param details {@code [k]}: what the algorithm knew of each row when it chose it
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per list, read by who asked.
public record Picks(int[] rows, float[] details) {

  /** The first rows as they came. */
  static Picks first(int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    return new Picks(rows, new float[count]);
  }
}
