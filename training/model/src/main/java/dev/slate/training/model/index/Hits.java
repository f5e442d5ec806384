package dev.slate.training.model.index;

import java.util.Arrays;

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

  /** The best {@code count}, or all if there are fewer. */
  public Hits first(int count) {
    return count >= items.length
        ? this
        : new Hits(Arrays.copyOf(items, count), Arrays.copyOf(scores, count));
  }
}
