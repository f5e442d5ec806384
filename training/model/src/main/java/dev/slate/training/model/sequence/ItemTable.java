package dev.slate.training.model.sequence;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import dev.slate.training.model.tower.ItemCategories;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The item tower: an item's vector is the mean of its categories' plus what is its own. Where the
 * own part is dropped, the categories learn to stand for items that nobody has touched.
 */
final class ItemTable {
  private static final Kernel KERNEL = Kernels.best();

  private ItemTable() {}

  /**
   * Writes all items' vectors.
   *
   * @param withoutId items that are shown by their categories only
   * @param out {@code [n x d]}
   */
  static void forward(SequenceParameters parameters, BitSet withoutId, float[] out) {
    ItemCategories categories = parameters.categories();
    int d = parameters.shape().dim();
    for (int item = 0; item < categories.items(); item++) {
      if (withoutId.get(item)) {
        Arrays.fill(out, item * d, (item + 1) * d, 0);
      } else {
        System.arraycopy(parameters.item().values(), item * d, out, item * d, d);
      }
      for (int c = categories.offsets()[item]; c < categories.offsets()[item + 1]; c++) {
        KERNEL.addScaled(
            categories.weights()[c],
            parameters.category().values(),
            categories.values()[c] * d,
            out,
            item * d,
            d);
      }
    }
  }

  /**
   * Turns the gradient by the vectors, in {@code gradient.item()}, into that by items and
   * categories.
   */
  static void backward(
      SequenceParameters parameters, BitSet withoutId, SequenceParameters gradient) {
    ItemCategories categories = parameters.categories();
    int d = parameters.shape().dim();
    float[] items = gradient.item().values();
    for (int item = 0; item < categories.items(); item++) {
      for (int c = categories.offsets()[item]; c < categories.offsets()[item + 1]; c++) {
        KERNEL.addScaled(
            categories.weights()[c],
            items,
            item * d,
            gradient.category().values(),
            categories.values()[c] * d,
            d);
      }
      if (withoutId.get(item)) {
        Arrays.fill(items, item * d, (item + 1) * d, 0);
      }
    }
  }
}
