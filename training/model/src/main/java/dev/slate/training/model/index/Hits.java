package dev.slate.training.model.index;

/**
 * What a search found, best first; equal scores by ascending item.
 *
 * @param items item rows
 * @param scores {@code [items.length]}
 */
public record Hits(int[] items, float[] scores) {
  /** Nothing found. */
  public static final Hits NONE = new Hits(new int[0], new float[0]);

  public int size() {
    return items.length;
  }
}
