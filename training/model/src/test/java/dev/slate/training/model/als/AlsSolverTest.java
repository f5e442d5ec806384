package dev.slate.training.model.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Interactions;
import dev.slate.training.model.Vectors;
import dev.slate.training.model.kernel.Kernels;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The solver against the objective written out over a dense matrix. */
class AlsSolverTest {
  private static final Percentage TOLERANCE = Percentage.withPercentage(0.01);

  private static Observations random(int users, int items, int perUser, long seed) {
    Random random = new Random(seed);
    int[][] chosen = new int[users][];
    for (int u = 0; u < users; u++) {
      TreeSet<Integer> own = new TreeSet<>();
      for (int i = 0; i < perUser; i++) {
        own.add(Math.min(random.nextInt(items), random.nextInt(items)));
      }
      chosen[u] = u % 9 == 5 ? new int[0] : own.stream().mapToInt(i -> i).toArray();
    }
    Interactions pairs = Interactions.of(items, chosen);
    float[] weights = new float[pairs.items().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.5f + random.nextInt(4) / 2f;
    }
    return new Observations(pairs, weights);
  }

  private static AlsSettings settings(int rank, int iterations, int steps) {
    return AlsSettings.of(rank, iterations, 3).withSteps(steps).withThreads(2);
  }

  private static AlsFactors fit(AlsObjective objective, AlsSettings settings, Observations data) {
    return new AlsSolver(objective, settings, data).fit();
  }

  private static double loss(AlsObjective objective, Observations data, AlsSolver solver) {
    return AlsLoss.of(objective, data, solver.factors(), 2);
  }

  @ParameterizedTest
  @EnumSource
  void exactSolver_eachIteration_hasTheReferencesLoss(AlsObjective.Form form) {
    Observations data = random(60, 40, 9, 1);
    AlsObjective objective = new AlsObjective(form, 0.1, 0.02, 0.8);
    AlsSettings settings = settings(7, 5, 0);
    AlsSolver solver = new AlsSolver(objective, settings, data);
    SlowAls slow =
        new SlowAls(objective, data, AlsSolver.start(data.transposed().counts(), settings));
    double last = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 5; i++) {
      solver.iterate();
      slow.iterate();
      assertThat(loss(objective, data, solver)).isCloseTo(slow.loss(), TOLERANCE).isLessThan(last);
      last = loss(objective, data, solver);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 13, 64})
  void conjugateGradient_toTheEnd_hasTheReferencesLossAndNoSlope(int rank) {
    Observations data = random(30, 25, 6, 2);
    AlsObjective objective = AlsObjective.ials(0.3, 0.05);
    AlsSettings settings = settings(rank, 1, 3);
    AlsSolver solver = new AlsSolver(objective, settings, data);
    SlowAls slow =
        new SlowAls(objective, data, AlsSolver.start(data.transposed().counts(), settings));
    for (int i = 0; i < 300; i++) {
      solver.iterate();
      slow.iterate();
    }
    assertThat(loss(objective, data, solver)).isCloseTo(slow.loss(), TOLERANCE);
    slow.set(solver.factors());
    assertThat(slow.loss())
        .isCloseTo(loss(objective, data, solver), Percentage.withPercentage(0.001));
    if (rank < 64) {
      assertThat(slow.steepestSlope()).isLessThan(1e-2);
    }
  }

  /** The preconditioner's claim: two steps are as good as the exact solution, nearly. */
  @ParameterizedTest
  @EnumSource
  void conjugateGradient_twoStepsAnIteration_staysNearTheExactLoss(AlsObjective.Form form) {
    Observations data = random(400, 150, 20, 8);
    AlsObjective objective = new AlsObjective(form, 0.1, 0.05, 1);
    AlsSolver exact = new AlsSolver(objective, settings(24, 1, 0), data);
    AlsSolver two = new AlsSolver(objective, settings(24, 1, 2), data);
    for (int i = 0; i < 12; i++) {
      exact.iterate();
      two.iterate();
    }
    assertThat(loss(objective, data, two))
        .isCloseTo(loss(objective, data, exact), Percentage.withPercentage(0.5));
  }

  @Test
  void fit_anyNumberOfThreads_sameBits() {
    Observations data = random(300, 90, 12, 4);
    AlsObjective objective = AlsObjective.ials(0.2, 0.01);
    AlsFactors one = fit(objective, settings(20, 3, 3).withThreads(1), data);
    for (int threads : new int[] {2, 5}) {
      AlsFactors many = fit(objective, settings(20, 3, 3).withThreads(threads), data);
      assertThat(many.users().values()).isEqualTo(one.users().values());
      assertThat(many.items().values()).isEqualTo(one.items().values());
    }
  }

  @Property(tries = 20)
  void conjugateGradient_byEitherKernel_sameBits(
      @ForAll @IntRange(min = 1, max = 40) int rank, @ForAll @IntRange(max = 99) int seed) {
    Observations data = random(20, 60, 20, seed);
    FloatMatrix fixed = Vectors.normal(60, rank, seed);
    float[][] solved = new float[2][];
    for (int i = 0; i < 2; i++) {
      FloatMatrix users = FloatMatrix.zeros(20, rank);
      HalfStep half =
          new HalfStep(AlsObjective.ials(0.2, 0.01), data, fixed, Gramian.of(fixed, 1), 60, users);
      ConjugateGradient solver =
          new ConjugateGradient(i == 0 ? Kernels.best() : Kernels.scalar(), half, 3);
      // alone and in batches of different sizes: that changes no bit either
      for (int row = 0, size = i == 0 ? 4 : 1; row < 20; row += size) {
        int[] batch = IntStream.range(row, row + size).filter(r -> data.count(r) > 0).toArray();
        solver.solve(batch, batch.length);
      }
      solved[i] = users.values();
    }
    assertThat(solved[0]).isEqualTo(solved[1]);
  }

  @Test
  void conjugateGradient_rowLargerThanTheBlock_isSolvedToo() {
    int rank = 512;
    int[] all = IntStream.range(0, 2100).toArray();
    Observations data = Observations.of(Interactions.of(all.length, new int[][] {all}));
    FloatMatrix fixed = Vectors.normal(all.length, rank, 1);
    AlsObjective objective = AlsObjective.ials(0.2, 0.5);
    float[][] solved = new float[2][];
    for (int i = 0; i < 2; i++) {
      FloatMatrix user = FloatMatrix.zeros(1, rank);
      new HalfStep(objective, data, fixed, Gramian.of(fixed, 1), all.length, user)
          .run(i == 0 ? 0 : 40, 1);
      solved[i] = user.values();
    }
    assertThat(solved[1]).containsExactly(solved[0], within(1e-4f));
  }

  @Test
  void foldIn_ofATrainingUser_isItsLastHalfStep() {
    Observations data = random(50, 30, 8, 6);
    for (AlsObjective.Form form : AlsObjective.Form.values()) {
      AlsObjective objective = new AlsObjective(form, 0.2, 0.03, 1);
      AlsFactors factors = fit(objective, settings(8, 20, 0), data);
      AlsModel model = new AlsModel(factors.items(), objective);
      for (int user = 0; user < data.rows(); user++) {
        float[] weights =
            Arrays.copyOfRange(data.weights(), data.start(user), data.start(user + 1));
        assertThat(model.foldIn(data.pairs().itemsOf(user), weights))
            .containsExactly(factors.users().row(user), within(1e-6f));
      }
    }
  }

  @Test
  void fit_degenerateInput_isSane() {
    AlsObjective objective = AlsObjective.ials(0.1, 0.01);
    Observations oneUser = Observations.of(Interactions.of(5, new int[][] {{1, 3}}));
    AlsFactors factors = fit(objective, settings(16, 10, 3), oneUser);
    assertThat(factors.items().isFinite() && factors.users().isFinite()).isTrue();
    assertThat(factors.items().row(0)).containsOnly(0);
    assertThat(factors.items().row(1)).isEqualTo(factors.items().row(1));
    Observations oneItem = Observations.of(Interactions.of(1, new int[][] {{0}, {}, {0}}));
    factors = fit(objective, settings(16, 10, 3), oneItem);
    assertThat(factors.users().isFinite()).isTrue();
    assertThat(factors.users().row(1)).containsOnly(0);
    assertThat(factors.users().row(0)).isEqualTo(factors.users().row(2));
  }

  @Test
  void fit_badInput_namesIt() {
    AlsObjective objective = AlsObjective.ials(0.1, 0.01);
    Observations none = Observations.of(Interactions.of(3, new int[][] {{}, {}}));
    assertThatThrownBy(() -> fit(objective, settings(4, 1, 3), none))
        .hasMessage("pairs: none (expected: at least one)");
    Interactions pair = Interactions.of(3, new int[][] {{1}});
    assertThatThrownBy(() -> new Observations(pair, new float[] {Float.NaN}))
        .hasMessage("weights[0]: NaN (expected: above 0 and finite)");
    assertThatThrownBy(() -> new Observations(pair, new float[0]))
        .hasMessage("weights: 0 (expected: 1, one per pair)");
    assertThatThrownBy(() -> settings(0, 1, 3)).hasMessage("rank: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> AlsObjective.ials(-1, 0))
        .hasMessage("unobservedWeight: -1.0 (expected: 0 or more)");
    AlsObjective flat = AlsObjective.ials(0, 0);
    assertThatThrownBy(() -> fit(flat, settings(4, 1, 0), Observations.of(pair)))
        .hasStackTraceContaining("regularization above 0");
  }
}
