package dev.slate.training.model.metric;

import dev.slate.training.model.Interactions;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How unlike the items of one list are (Ziegler et al., WWW 2005): the mean over its pairs of
 * {@code 1 - cosine}, the cosine being that of the sets of users who chose them in training. 0: the
 * same users chose all of them; 1: no two have a user in common. Pairs are kept, as lists share
 * most of theirs. Thread-safe.
 */
public final class IntraListDiversity {
  private final int[] offsets;
  private final int[] users;
  private final Map<Long, Float> distances = new ConcurrentHashMap<>();

  /**
   * @param byUser what users chose in training
   */
  public IntraListDiversity(Interactions byUser) {
    Interactions byItem = byUser.transposed();
    offsets = byItem.offsets();
    users = byItem.items();
  }

  /** Of the first k of a list; NaN if there are fewer than two. */
  public double of(int[] list, int k) {
    int length = Math.min(k, list.length);
    double sum = 0;
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < i; j++) {
        int a = Math.min(list[i], list[j]);
        int b = Math.max(list[i], list[j]);
        sum += distances.computeIfAbsent((long) a << 32 | b, pair -> distance(a, b));
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

  /** Users lie in ascending order, as {@link Interactions#transposed} makes them. */
  private float distance(int a, int b) {
    int i = offsets[a];
    int j = offsets[b];
    int both = 0;
    while (i < offsets[a + 1] && j < offsets[b + 1]) {
      int order = Integer.compare(users[i], users[j]);
      both += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    double product =
        (double) (offsets[a + 1] - offsets[a]) * (double) (offsets[b + 1] - offsets[b]);
    return product == 0 ? 1 : (float) (1 - both / Math.sqrt(product));
  }
}
