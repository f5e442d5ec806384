package dev.slate.training.spark.evaluate;

import dev.slate.data.catalog.Item;
import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.model.metric.MetricAccumulator;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Judges what models make of items that nobody has touched: all positives of the newest items are
 * held out of train, so that only the catalogue tells what they are, and each user's list over the
 * whole catalogue is searched for the held-out items that the user chose.
 *
 * <p>Ranked are the items of train that the user has not, and the held-out ones that somebody of
 * train chose. A model that knows items by their interactions only, such as ALS, gives a held-out
 * item the score 0 and finds none.
 */
public final class ColdItems {
  private static final String YEAR = "year";
  private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 42);

  private ColdItems() {}

  /**
   * Holds the newest items out.
   *
   * @param count of items, at least 1
   * @throws IllegalArgumentException if there are not so many, or nobody is left to judge by
   */
  public static Holdout cut(TrainingData data, int count) {
    Positives all = data.positives();
    int items = all.itemsPresent().cardinality();
    if (count < 1 || count >= items) {
      throw new IllegalArgumentException(
          "cold: %d items (expected: at least 1, fewer than the %d that have a positive)"
              .formatted(count, items));
    }
    BitSet cold = newest(data, count);
    return Holdout.of(
        Protocol.COLD_ITEMS,
        data,
        all.keep(row -> !cold.get(all.item(row))),
        all.keep(row -> cold.get(all.item(row))),
        new int[0][],
        cold);
  }

  /**
   * The items that came last among those that somebody chose: by the attribute {@code year} where
   * items carry it, such as a film's, then by when they became part of the catalogue; of equal age
   * the ones with fewer positives, then with higher rows.
   */
  static BitSet newest(TrainingData data, int count) {
    int[] counts = data.positives().itemCounts();
    long[] years = data.facts().stream().mapToLong(ColdItems::year).toArray();
    BitSet newest = new BitSet();
    IntStream.range(0, counts.length)
        .filter(item -> counts[item] > 0)
        .boxed()
        .sorted(
            Comparator.comparingLong((Integer item) -> -years[item])
                .thenComparingLong(item -> -data.facts().get(item).createdMs())
                .thenComparingInt(item -> counts[item])
                .thenComparingInt(item -> -item))
        .limit(count)
        .forEach(newest::set);
    return newest;
  }

  private static long year(Item item) {
    String year = item.attributes().getOrDefault(YEAR, "");
    return year.matches("\\d{1,9}") ? Long.parseLong(year) : 0;
  }

  /**
   * The same users and items, but nothing is ranked beside the held-out items: whether a model
   * tells new items from each other, apart from how it places them among the known ones. Items of
   * equal score rank by row, so a model that knows nothing of them is as good as chance.
   */
  public static List<Slice> amongThemselves(Holdout holdout, Contender contender) {
    int[][] candidates = new int[holdout.train().users()][];
    Arrays.fill(candidates, holdout.test().itemsPresent().stream().toArray());
    Holdout only =
        new Holdout(
            holdout.protocol(), holdout.data(), holdout.test(), candidates, holdout.dropped());
    Result result = new Evaluator(only).judge(contender);
    return result.byK().stream().map(metrics -> slice(result, metrics)).toList();
  }

  private static Slice slice(Result result, MetricAccumulator metrics) {
    String metric = Metric.RECALL.at(metrics.k());
    return new Slice(
        "held-out items only, at " + metrics.k(),
        "all users",
        result.users().length,
        metric,
        BOOTSTRAP.mean(metrics.perUser(Metric.RECALL)));
  }
}
