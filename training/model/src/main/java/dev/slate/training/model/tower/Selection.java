package dev.slate.training.model.tower;

/** The k-th largest of some floats, by Hoare's quickselect with the middle as pivot; O(n). */
final class Selection {
  private Selection() {}

  /**
   * Reorders {@code values[0..n)}.
   *
   * @param k from 1
   * @return the k-th largest; negative infinity if there are fewer
   */
  static float largest(float[] values, int n, int k) {
    if (k > n) {
      return Float.NEGATIVE_INFINITY;
    }
    int target = k - 1;
    int low = 0;
    int high = n - 1;
    while (low < high) {
      float pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] > pivot) {
          i++;
        }
        while (values[j] < pivot) {
          j--;
        }
        if (i <= j) {
          float swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
      }
      if (target <= j) {
        high = j;
      } else if (target >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[target];
  }
}
