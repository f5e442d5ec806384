package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Alternating least squares for an {@link AlsObjective}: users given items, then items given users,
 * and again. Now and then both are turned to the items' {@link PrincipalAxes}.
 *
 * <p>The unobserved pairs enter by the Gramian alone (Hu, Koren, Volinsky 2008), so an iteration is
 * O(steps (pairs d + (users + items) d^2)). Sums run in orders that depend neither on threads nor
 * on the JDK: the same input gives the same bits. Memory: 16 bytes a pair, the factors, and 4 MB a
 * thread. Not thread-safe; it runs its own threads.
 */
public final class AlsSolver {
  private final AlsSettings settings;
  private final AlsSide userSide;
  private final AlsSide itemSide;
  private final int activeUsers;
  private final int activeItems;
  private final FloatMatrix users;
  private final FloatMatrix items;
  private int iteration;

  /**
   * Pairs of this process; items at a random start, users at zero.
   *
   * @throws IllegalArgumentException if there are no pairs
   */
  public AlsSolver(AlsObjective objective, AlsSettings settings, Observations byUser) {
    this(
        settings,
        new LocalSide(objective, settings, byUser),
        new LocalSide(objective, settings, byUser.transposed()));
  }

  /** Pairs wherever they are. */
  public AlsSolver(AlsSettings settings, AlsSide userSide, AlsSide itemSide) {
    this.settings = settings;
    this.userSide = userSide;
    this.itemSide = itemSide;
    this.activeUsers = active(userSide.counts());
    this.activeItems = active(itemSide.counts());
    if (activeUsers == 0) {
      throw new IllegalArgumentException("pairs: none (expected: at least one)");
    }
    this.users = FloatMatrix.zeros(userSide.counts().length, settings.rank());
    this.items = start(itemSide.counts(), settings);
  }

  private static int active(int[] counts) {
    return (int) IntStream.of(counts).filter(count -> count > 0).count();
  }

  /** A random start for one side; {@link Random} is the same on every JDK by contract. */
  static FloatMatrix start(int[] counts, AlsSettings settings) {
    int d = settings.rank();
    FloatMatrix factors = FloatMatrix.zeros(counts.length, d);
    Random random = new Random(settings.seed());
    double stddev = settings.initStddev() / Math.sqrt(d);
    for (int row = 0; row < counts.length; row++) {
      for (int i = row * d; counts[row] > 0 && i < (row + 1) * d; i++) {
        factors.values()[i] = (float) (stddev * random.nextGaussian());
      }
    }
    return factors;
  }

  /** The whole training: all iterations, then the users once more, for the items as they are. */
  public AlsFactors fit() {
    return fit(iterations -> {});
  }

  /**
   * As above.
   *
   * @param listener is told after each iteration how many there were; what it throws ends the
   *     training
   */
  public AlsFactors fit(IntConsumer listener) {
    for (int i = 0; i < settings.iterations(); i++) {
      iterate();
      listener.accept(i + 1);
    }
    solveUsers();
    return factors();
  }

  /** Users, then items. */
  public void iterate() {
    if (settings.steps() > 0 && Integer.bitCount(iteration) == 1) {
      turnToPrincipalAxes();
    }
    iteration++;
    solveUsers();
    itemSide.solve(users, Gramian.of(users, settings.threads()), activeUsers, items);
  }

  /**
   * No inner product changes, so neither does what is solved; only how fast conjugate gradient
   * does. The axes settle, so before iterations 1, 2, 4, 8 and so on is enough; at 0 the items are
   * random.
   */
  private void turnToPrincipalAxes() {
    PrincipalAxes axes = PrincipalAxes.of(Gramian.of(items, settings.threads()), settings.rank());
    axes.turn(items, settings.threads());
    axes.turn(users, settings.threads());
  }

  private void solveUsers() {
    userSide.solve(items, Gramian.of(items, settings.threads()), activeItems, users);
  }

  /** The factors as they are; they change with {@link #iterate}. */
  public AlsFactors factors() {
    return new AlsFactors(users, items);
  }

  private record LocalSide(AlsObjective objective, AlsSettings settings, Observations rows)
      implements AlsSide {
    @Override
    public int[] counts() {
      return rows.counts();
    }

    @Override
    public void solve(FloatMatrix fixed, double[] gram, int others, FloatMatrix solved) {
      new HalfStep(objective, rows, fixed, gram, others, solved)
          .run(settings.steps(), settings.threads());
    }
  }
}
