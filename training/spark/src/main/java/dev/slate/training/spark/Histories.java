package dev.slate.training.spark;

/** The two orders in which a user's choices are kept. */
public final class Histories {
  private Histories() {}

  /** As user towers read it, from the order of time. */
  public static int[] newestFirst(int[] oldestFirst) {
    int[] reversed = new int[oldestFirst.length];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = oldestFirst[oldestFirst.length - 1 - i];
    }
    return reversed;
  }
}
