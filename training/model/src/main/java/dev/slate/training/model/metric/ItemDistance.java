package dev.slate.training.model.metric;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Interactions;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How unlike two items are; symmetric, 0 for the same. Thread-safe. */
@FunctionalInterface
public interface ItemDistance {

  /** Of two rows. */
  double of(int a, int b);

  /**
   * {@code 1 - cosine} of the sets of users who chose them: 0 if the same users did, 1 if they have
   * none in common. O(users of both).
   *
   * @param byUser what users chose
   */
  static ItemDistance coUsers(Interactions byUser) {
    Interactions byItem = byUser.transposed();
    int[] offsets = byItem.offsets();
    int[] users = byItem.items();
    return (a, b) -> {
      double sizes = (double) (offsets[a + 1] - offsets[a]) * (offsets[b + 1] - offsets[b]);
      int both = common(users, offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]);
      return sizes == 0 ? 1 : 1 - both / Math.sqrt(sizes);
    };
  }

  /** Both parts lie in ascending order, as {@link Interactions#transposed} makes them. */
  private static int common(int[] users, int fromA, int toA, int fromB, int toB) {
    int i = fromA;
    int j = fromB;
    int both = 0;
    while (i < toA && j < toB) {
      int order = Integer.compare(users[i], users[j]);
      both += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return both;
  }

  /**
   * {@code 1 - cosine} of vectors, 0 to 2; a row of zeros is 1 from all. O(d).
   *
   * @param vectors {@code [n x d]}
   */
  static ItemDistance vectors(FloatMatrix vectors) {
    Kernel kernel = Kernels.best();
    int d = vectors.columns();
    float[] values = vectors.values();
    return (a, b) -> {
      double squares =
          (double) kernel.dot(values, a * d, values, a * d, d)
              * kernel.dot(values, b * d, values, b * d, d);
      double dot = kernel.dot(values, a * d, values, b * d, d);
      return squares == 0 ? 1 : 1 - dot / Math.sqrt(squares);
    };
  }

  /**
   * Jaccard's: the share of the categories of either that are not of both. Items without any are 1
   * from all.
   *
   * @param byItem each item's categories
   */
  static ItemDistance categories(List<List<String>> byItem) {
    Map<String, Integer> numbers = new HashMap<>();
    List<BitSet> sets = byItem.stream().map(own -> numbered(own, numbers)).toList();
    return (a, b) -> {
      BitSet both = (BitSet) sets.get(a).clone();
      both.and(sets.get(b));
      int either = sets.get(a).cardinality() + sets.get(b).cardinality() - both.cardinality();
      return either == 0 ? 1 : 1 - (double) both.cardinality() / either;
    };
  }

  private static BitSet numbered(List<String> names, Map<String, Integer> numbers) {
    BitSet set = new BitSet();
    for (String name : names) {
      Integer known = numbers.putIfAbsent(name, numbers.size());
      set.set(known == null ? numbers.size() - 1 : known);
    }
    return set;
  }
}
