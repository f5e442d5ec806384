package dev.slate.training.model.tower;

import java.util.Arrays;
import java.util.BitSet;

/**
 * One batch for {@link TwoTowerStep}: {@code B} examples and {@code B + M} candidates, the
 * examples' positives first, then M sampled negatives. Filled again for every step, so that a step
 * allocates nothing: {@link #clear}, then for each example its history and {@link #example}, then
 * {@link #negative}. Single-threaded.
 */
public final class TwoTowerBatch {
  private int[] starts = new int[65];
  private int[] items = new int[256];
  private int[] candidates = new int[128];
  private float[] logQ = new float[128];
  private float[] idWeights = new float[128];
  private int examples;
  private int size;
  private int filled;

  /**
   * A filled batch.
   *
   * @param histories {@code [B]}, each newest first and without the example's positive
   * @param candidates item rows {@code [B + M]}; candidate {@code i < B} is example i's positive
   * @param logQ {@code [B + M]}, see {@link #example}
   * @param withoutId candidates that are shown by their categories only
   * @throws IllegalArgumentException if the sizes disagree
   */
  public static TwoTowerBatch of(
      int[][] histories, int[] candidates, float[] logQ, BitSet withoutId) {
    if (candidates.length < histories.length || logQ.length != candidates.length) {
      throw new IllegalArgumentException(
          "histories: %d, candidates: %d, logQ: %d (expected: candidates at least histories, as many logQ)"
              .formatted(histories.length, candidates.length, logQ.length));
    }
    TwoTowerBatch batch = new TwoTowerBatch();
    for (int c = 0; c < candidates.length; c++) {
      float idWeight = withoutId.get(c) ? 0 : 1;
      if (c < histories.length) {
        for (int item : histories[c]) {
          batch.history(item);
        }
        batch.example(candidates[c], logQ[c], idWeight);
      } else {
        batch.negative(candidates[c], logQ[c], idWeight);
      }
    }
    return batch;
  }

  /** Forgets everything but the space. */
  public void clear() {
    examples = 0;
    size = 0;
    filled = 0;
  }

  /** The next older item of the history of the example that is being made. */
  public void history(int item) {
    if (filled == items.length) {
      items = Arrays.copyOf(items, filled * 2);
    }
    items[filled++] = item;
  }

  /**
   * Ends an example.
   *
   * @param positive what was chosen after the history
   * @param offers log of how often a batch is expected to offer that item, as a positive or a
   *     sampled negative (for in-batch plus uniform: {@code log(B * frequency + M / n)})
   * @param idWeight 0 to show the item by its categories only, so that these learn to stand for
   *     items nobody has seen; else 1
   * @throws IllegalStateException if there is a negative already
   */
  public void example(int positive, float offers, float idWeight) {
    if (size != examples) {
      throw new IllegalStateException("example after a negative (expected: all examples first)");
    }
    negative(positive, offers, idWeight);
    examples++;
    if (examples == starts.length) {
      starts = Arrays.copyOf(starts, examples * 2);
    }
    starts[examples] = filled;
  }

  /** Adds a sampled negative; parameters as of {@link #example}. */
  public void negative(int item, float offers, float idWeight) {
    if (size == candidates.length) {
      candidates = Arrays.copyOf(candidates, size * 2);
      logQ = Arrays.copyOf(logQ, size * 2);
      idWeights = Arrays.copyOf(idWeights, size * 2);
    }
    candidates[size] = item;
    logQ[size] = offers;
    idWeights[size++] = idWeight;
  }

  /** B. */
  public int examples() {
    return examples;
  }

  /** B + M. */
  public int candidates() {
    return size;
  }

  /** Item of a candidate. */
  public int candidate(int c) {
    return candidates[c];
  }

  /** Log of how often a batch offers a candidate, up to a constant. */
  public float logQ(int c) {
    return logQ[c];
  }

  /** Weight of a candidate's id, 0 or 1. */
  public float idWeight(int c) {
    return idWeights[c];
  }

  /** Where an example's history begins in {@link #items}; ends where the next one's begins. */
  public int start(int example) {
    return starts[example];
  }

  /** All histories, one after the other, each newest first; may have unused space behind. */
  public int[] items() {
    return items;
  }
}
