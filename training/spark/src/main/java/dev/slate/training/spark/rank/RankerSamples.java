package dev.slate.training.spark.rank;

import dev.slate.training.model.rank.RelativeInputs;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Labelled rows for the ranker, cut by cut: what a request at the cut would have ranked, positive
 * where the user chose the item afterwards. A fifth of the users is validation. All positives are
 * kept, negatives are sampled. Not thread-safe while it grows.
 */
public final class RankerSamples {
  private static final int NEGATIVES_PER_LIST = 50;
  private static final int VALIDATION_EVERY = 5;

  private final TrainingData data;
  private final RelativeInputs relative;
  private final long seed;
  private final RankerRows train;
  private final RankerRows validation;
  private int lists;

  /**
   * @param relative what rows say of the rest of their list, before any of it is left out
   * @param seed decides which negatives are kept
   */
  public RankerSamples(TrainingData data, RelativeInputs relative, long seed) {
    this.data = data;
    this.relative = relative;
    this.seed = seed;
    train = new RankerRows(relative.expanded());
    validation = new RankerRows(relative.expanded());
  }

  /** Rows of four fifths of the users. */
  public RankerRows train() {
    return train;
  }

  /** Rows of the other users. */
  public RankerRows validation() {
    return validation;
  }

  /**
   * Adds the rows of one cut; candidates are found on all cores.
   *
   * @param candidates with features as of the cut
   * @param past what users had at the cut
   * @param labels what they chose afterwards
   * @param users who has both
   * @param items which may be candidates
   */
  public void add(
      CandidateRows candidates, Positives past, Positives labels, int[] users, BitSet items) {
    int[][] seen = past.itemsByUser();
    int[][] chosen = labels.itemsByUser();
    CandidateRows.Ranked[] ranked =
        IntStream.of(users)
            .parallel()
            .mapToObj(user -> candidates.of(data.users().id(user), without(items, seen[user])::get))
            .toArray(CandidateRows.Ranked[]::new);
    for (int u = 0; u < users.length; u++) {
      BitSet wanted = new BitSet();
      IntStream.of(chosen[users[u]]).forEach(wanted::set);
      add(ranked[u], wanted, users[u] % VALIDATION_EVERY == 0 ? validation : train);
    }
  }

  private static BitSet without(BitSet items, int[] seen) {
    BitSet rest = (BitSet) items.clone();
    IntStream.of(seen).forEach(rest::clear);
    return rest;
  }

  private void add(CandidateRows.Ranked ranked, BitSet wanted, RankerRows rows) {
    int list = lists++;
    SplittableRandom random = new SplittableRandom(seed * 31 + list);
    float[] values = relative.expand(ranked.values(), ranked.items().length);
    double share = Math.min(1, (double) NEGATIVES_PER_LIST / ranked.items().length);
    for (int i = 0; i < ranked.items().length; i++) {
      boolean label = wanted.get(ranked.items()[i]);
      if (label || random.nextDouble() < share) {
        float count = label ? 1 : (float) (1 / share);
        rows.add(values, i * rows.inputs(), label, list, count);
      }
    }
  }
}
