package dev.slate.training.spark.rank;

import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Labelled rows for the ranker: each user's candidates at the cut, positive where the user chose
 * the item afterwards. Every fifth user is validation. Positives are all kept, negatives are
 * sampled.
 *
 * @param train rows of four fifths of the users
 * @param validation rows of the others
 */
public record RankerSamples(RankerRows train, RankerRows validation) {
  private static final int NEGATIVES_PER_USER = 100;
  private static final int VALIDATION_EVERY = 5;

  /**
   * @param past what users had at the cut
   * @param labels what they chose afterwards
   * @param users who has both
   */
  public static RankerSamples of(
      CandidateRows candidates,
      TrainingData data,
      Positives past,
      Positives labels,
      int[] users,
      long seed) {
    int[][] seen = past.itemsByUser();
    int[][] chosen = labels.itemsByUser();
    BitSet items = past.itemsPresent();
    CandidateRows.Ranked[] ranked =
        IntStream.of(users)
            .parallel()
            .mapToObj(
                user -> {
                  BitSet accepted = (BitSet) items.clone();
                  IntStream.of(seen[user]).forEach(accepted::clear);
                  return candidates.of(data.users().id(user), accepted::get);
                })
            .toArray(CandidateRows.Ranked[]::new);
    RankerRows train = new RankerRows(candidates.inputs());
    RankerRows validation = new RankerRows(candidates.inputs());
    for (int u = 0; u < users.length; u++) {
      BitSet wanted = new BitSet();
      IntStream.of(chosen[users[u]]).forEach(wanted::set);
      add(
          ranked[u],
          wanted,
          users[u],
          u % VALIDATION_EVERY == 0 ? validation : train,
          new SplittableRandom(seed * 31 + users[u]));
    }
    return new RankerSamples(train, validation);
  }

  private static void add(
      CandidateRows.Ranked ranked,
      BitSet wanted,
      int user,
      RankerRows rows,
      SplittableRandom random) {
    double share = (double) NEGATIVES_PER_USER / ranked.items().length;
    for (int i = 0; i < ranked.items().length; i++) {
      boolean label = wanted.get(ranked.items()[i]);
      if (label || random.nextDouble() < share) {
        rows.add(ranked.values(), i * rows.inputs(), label, user);
      }
    }
  }
}
