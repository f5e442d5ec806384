package dev.slate.training.model.metric;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How unlike the items of one list are (Ziegler et al., WWW 2005; Zhang and Hurley, RecSys 2008):
 * the mean distance over its pairs. Pairs are kept, as lists share most of theirs. Thread-safe.
 */
public final class IntraListDiversity {
  private final ItemDistance distance;
  private final Map<Long, Float> distances = new ConcurrentHashMap<>();

  public IntraListDiversity(ItemDistance distance) {
    this.distance = distance;
  }

  /** Of the first k of a list; NaN if there are fewer than two. */
  public double of(int[] list, int k) {
    int length = Math.min(k, list.length);
    double sum = 0;
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < i; j++) {
        int a = Math.min(list[i], list[j]);
        int b = Math.max(list[i], list[j]);
        sum += distances.computeIfAbsent((long) a << 32 | b, pair -> (float) distance.of(a, b));
      }
    }
    return length < 2 ? Double.NaN : sum / (length * (length - 1) / 2.0);
  }

  /** Mean over lists, on all cores; NaN if none has two items. */
  public double mean(int[][] lists, int k) {
    double[] each = Arrays.stream(lists).parallel().mapToDouble(list -> of(list, k)).toArray();
    // The sum runs in one order, whatever the number of cores.
    return Arrays.stream(each).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }
}
