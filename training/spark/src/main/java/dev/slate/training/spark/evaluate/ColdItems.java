package dev.slate.training.spark.evaluate;

import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Judges what models make of items that nobody has touched: all positives of some items are taken
 * out of train, so that only their categories are known, and each user's list over the whole
 * catalogue (held-out items and those of train that the user has not) is searched for the held-out
 * items that the user chose. Immutable, thread-safe.
 *
 * <p>A model that knows items by their interactions only, such as ALS, has nothing to rank them by
 * and gets 0. Recall@k divides by min(k, held-out items chosen).
 */
public final class ColdItems {
  /** Length of the lists. */
  public static final int K = 100;

  private static final int SHORT = 10;
  private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 42);

  private final Positives train;
  private final BitSet trainItems;
  private final BitSet ranked;
  private final int[][] seen;
  private final BitSet[] relevant;
  private final int[] users;

  /**
   * @param name of the contender
   * @param recall mean of Recall@100 over users, with its 95 % interval
   * @param recallAt10 the same of the first ten
   * @param shown share of lists that hold a held-out item at all
   */
  public record Result(
      String name, Bootstrap.Interval recall, Bootstrap.Interval recallAt10, double shown) {}

  /**
   * @param cold items whose positives are all held out
   * @throws IllegalArgumentException if nobody is left to judge by
   */
  public ColdItems(Positives all, BitSet cold) {
    train = all.keep(row -> !cold.get(all.item(row)));
    trainItems = train.itemsPresent();
    ranked = train.itemsPresent();
    ranked.or(cold);
    seen = train.itemsByUser();
    relevant = new BitSet[all.users()];
    Arrays.setAll(relevant, user -> new BitSet());
    for (int row = 0; row < all.size(); row++) {
      if (cold.get(all.item(row)) && seen[all.user(row)].length > 0) {
        relevant[all.user(row)].set(all.item(row));
      }
    }
    users = IntStream.range(0, relevant.length).filter(u -> !relevant[u].isEmpty()).toArray();
    if (users.length == 0) {
      throw new IllegalArgumentException(
          "cold: no user with a positive in train chose one of the "
              + cold.cardinality()
              + " (expected: at least one)");
    }
  }

  /**
   * The items of the catalogue that came last among those that somebody chose; of equal age the
   * ones with fewer positives, then with higher rows.
   */
  public static BitSet newest(TrainingData data, int count) {
    int[] counts = data.positives().itemCounts();
    BitSet newest = new BitSet();
    IntStream.range(0, counts.length)
        .filter(item -> counts[item] > 0)
        .boxed()
        .sorted(
            Comparator.comparingLong((Integer item) -> -data.facts().get(item).createdMs())
                .thenComparingInt(item -> counts[item])
                .thenComparingInt(item -> -item))
        .limit(count)
        .forEach(newest::set);
    return newest;
  }

  /** What models may learn from. */
  public Positives train() {
    return train;
  }

  /** Users who are judged by. */
  public int users() {
    return users.length;
  }

  /** Asks a contender for every user's list, on all cores. */
  public Result judge(Contender contender) {
    double[] recall = new double[users.length];
    double[] recallAt10 = new double[users.length];
    boolean[] shown = new boolean[users.length];
    IntStream.range(0, users.length)
        .parallel()
        .forEach(
            i -> {
              BitSet accept = (BitSet) ranked.clone();
              IntStream.of(seen[users[i]]).forEach(accept::clear);
              int[] list = contender.top(users[i], K, accept::get);
              BitSet wanted = relevant[users[i]];
              recall[i] = recall(list, K, wanted);
              recallAt10[i] = recall(list, SHORT, wanted);
              shown[i] = IntStream.of(list).anyMatch(item -> !trainItems.get(item));
            });
    long lists = IntStream.range(0, shown.length).filter(i -> shown[i]).count();
    return new Result(
        contender.name(),
        BOOTSTRAP.mean(recall),
        BOOTSTRAP.mean(recallAt10),
        lists / (double) users.length);
  }

  private static double recall(int[] list, int k, BitSet wanted) {
    return IntStream.of(list).limit(k).filter(wanted::get).count()
        / (double) Math.min(k, wanted.cardinality());
  }
}
