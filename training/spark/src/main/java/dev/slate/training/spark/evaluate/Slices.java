package dev.slate.training.spark.evaluate;

import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.Positives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The test in parts: users by how much is known of them; and test rows by how popular their item is
 * and how long it had been there. Parts without a row are left out. Immutable.
 */
public final class Slices {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(400, 42);
  private static final long DAY_MS = 86_400_000;
  private static final int DECILES = 10;
  private static final int[] HISTORY = {5, 20, 50, 100};
  private static final int[] AGE_DAYS = {7, 30, 90, 180};

  private final Holdout holdout;
  private final int[] historyLength;
  private final int[] decile;
  private final long[] firstMs;

  public Slices(Holdout holdout) {
    this.holdout = holdout;
    Positives train = holdout.train();
    historyLength = Arrays.stream(train.itemsByUser()).mapToInt(items -> items.length).toArray();
    decile = deciles(train.itemCounts());
    firstMs = new long[train.items()];
    for (int row = train.size() - 1; row >= 0; row--) {
      firstMs[train.item(row)] = train.timeMs(row);
    }
  }

  /** Of each item the tenth of train's items that it is in: 0 the rarest; -1 if it is in none. */
  private static int[] deciles(int[] counts) {
    int[] rarestFirst =
        IntStream.range(0, counts.length)
            .filter(item -> counts[item] > 0)
            .boxed()
            .sorted((a, b) -> Integer.compare(counts[a], counts[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] decile = new int[counts.length];
    Arrays.fill(decile, -1);
    for (int place = 0; place < rarestFirst.length; place++) {
      decile[rarestFirst[place]] = (int) ((long) place * DECILES / rarestFirst.length);
    }
    return decile;
  }

  /** One contender's parts, at the headline's length of list. */
  public List<Slice> of(Result result) {
    int k = result.metrics().k();
    List<Slice> slices = new ArrayList<>();
    double[] ndcg = result.metrics().perUser(Metric.NDCG);
    addParts(
        slices,
        "users by train positives",
        labels(HISTORY),
        Metric.NDCG.at(k),
        ndcg,
        i -> part(historyLength[result.users()[i]], HISTORY));
    double[] hits = hits(result, k);
    Positives test = holdout.test();
    String recall = Metric.RECALL.at(k);
    addParts(
        slices,
        "items by popularity decile",
        IntStream.rangeClosed(1, DECILES).mapToObj(String::valueOf).toList(),
        recall,
        hits,
        row -> decile[test.item(row)]);
    if (hasTimes()) {
      addParts(
          slices,
          "items by days since their first positive",
          labels(AGE_DAYS),
          recall,
          hits,
          row -> decile[test.item(row)] < 0 ? -1 : part(ageDays(row), AGE_DAYS));
    }
    return slices;
  }

  private int ageDays(int row) {
    Positives test = holdout.test();
    long ageMs = test.timeMs(row) - firstMs[test.item(row)];
    return (int) Math.max(0, (ageMs + DAY_MS - 1) / DAY_MS);
  }

  /** Files without times have made up ones within minutes. */
  private boolean hasTimes() {
    Positives train = holdout.train();
    return train.timeMs(train.size() - 1) - train.timeMs(0) > DAY_MS;
  }

  private double[] hits(Result result, int k) {
    int[] place = new int[holdout.train().users()];
    Arrays.fill(place, -1);
    for (int i = 0; i < result.users().length; i++) {
      place[result.users()[i]] = i;
    }
    Positives test = holdout.test();
    double[] hits = new double[test.size()];
    for (int row = 0; row < hits.length; row++) {
      int[] list = result.lists()[place[test.user(row)]];
      int item = test.item(row);
      hits[row] = IntStream.of(list).limit(k).anyMatch(listed -> listed == item) ? 1 : 0;
    }
    return hits;
  }

  private static void addParts(
      List<Slice> slices,
      String group,
      List<String> labels,
      String metric,
      double[] values,
      IntUnaryOperator partOf) {
    List<Slice> parts =
        IntStream.range(0, labels.size())
            .parallel()
            .mapToObj(
                part -> {
                  double[] mine =
                      IntStream.range(0, values.length)
                          .filter(i -> partOf.applyAsInt(i) == part)
                          .mapToDouble(i -> values[i])
                          .toArray();
                  return new Slice(
                      group, labels.get(part), mine.length, metric, BOOTSTRAP.mean(mine));
                })
            .filter(slice -> slice.size() > 0)
            .toList();
    slices.addAll(parts);
  }

  /** The part of a value: 0 up to the first bound, inclusive, and so on. */
  private static int part(int value, int[] bounds) {
    int part = 0;
    while (part < bounds.length && value > bounds[part]) {
      part++;
    }
    return part;
  }

  private static List<String> labels(int[] bounds) {
    List<String> labels = new ArrayList<>();
    int from = 0;
    for (int bound : bounds) {
      labels.add(from + "-" + bound);
      from = bound + 1;
    }
    labels.add("over " + bounds[bounds.length - 1]);
    return labels;
  }
}
