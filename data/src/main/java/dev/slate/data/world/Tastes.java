package dev.slate.data.world;

import java.util.concurrent.TimeUnit;

/**
 * What users like and what items are: the truth that models try to find. Immutable.
 *
 * <p>Users and items are unit vectors of one space. A user's vector turns slowly between a first
 * and a second taste, and an item that has just arrived has the charm of the new, so the truth
 * depends on time.
 */
final class Tastes {
  /** Length of the vectors. */
  static final int DIM = 16;

  private static final double SHARPNESS = 8;
  private static final double RESERVE = 4.6;
  private static final double CHARM_OF_THE_NEW = 0.8;
  private static final double CHARM_DAYS = 7;
  private static final double MS_PER_DAY = TimeUnit.DAYS.toMillis(1);

  private final ItemTraits items;
  private final UserTraits users;
  private final long startMs;

  Tastes(ItemTraits items, UserTraits users, long startMs) {
    this.items = items;
    this.users = users;
    this.startMs = startMs;
  }

  /**
   * The probability that the user wants the item when looking at it; 0 before the item exists.
   *
   * @param taste {@link #tasteAt} of the user at that time
   */
  double utility(double[] taste, int item, long timeMs) {
    long ageMs = timeMs - items.createdMs()[item];
    if (ageMs < 0) {
      return 0;
    }
    double charm = CHARM_OF_THE_NEW * StrictMath.exp(-ageMs / (CHARM_DAYS * MS_PER_DAY));
    double affinity = Vectors.dot(taste, items.vectors()[item]);
    return sigmoid(SHARPNESS * affinity + items.quality()[item] + charm - RESERVE);
  }

  /** Where a user's taste is at a time, {@code [DIM]}, length 1. */
  double[] tasteAt(int user, long timeMs) {
    double turns = users.turnsPerDay()[user] * (timeMs - startMs) / MS_PER_DAY;
    double phase = Math.abs(turns) % 2;
    double angle = Math.PI / 2 * (phase <= 1 ? phase : 2 - phase);
    double[] taste = new double[DIM];
    Vectors.addTo(taste, users.first()[user], StrictMath.cos(angle));
    Vectors.addTo(taste, users.second()[user], StrictMath.sin(angle));
    return taste;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /**
   * What is true of items.
   *
   * @param vectors {@code [items x DIM]}, length 1 each
   * @param quality added to everybody's liking
   * @param createdMs when each arrived
   */
  record ItemTraits(double[][] vectors, double[] quality, long[] createdMs) {}

  /**
   * What is true of users.
   *
   * @param first {@code [users x DIM]}, length 1 each
   * @param second {@code [users x DIM]}, length 1, at right angles to the first
   * @param turnsPerDay quarter turns from first to second a day; it then comes back
   */
  record UserTraits(double[][] first, double[][] second, double[] turnsPerDay) {}
}
