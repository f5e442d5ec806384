package dev.slate.training.spark.evaluate.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.split.Interactions;
import dev.slate.training.model.ItemIds;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.evaluate.Contender;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.Protocol;
import dev.slate.training.spark.evaluate.recipe.Dimension;
import dev.slate.training.spark.evaluate.recipe.Recipe;
import dev.slate.training.spark.evaluate.recipe.Trained;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TunerTest {
  private static final TuneListener SILENT = (trial, done, planned, best) -> {};
  private static final Duration LONG = Duration.ofDays(1);

  private final Holdout inside = holdout();
  private long nowNs;

  /** Finds more of the test the nearer x is to 3; takes a second a full training. */
  private final class Toy implements Recipe {
    private final int[][] future = inside.test().itemsByUser();

    @Override
    public String name() {
      return "toy";
    }

    @Override
    public boolean hasPasses() {
      return true;
    }

    @Override
    public List<Dimension> dimensions() {
      return List.of(
          new Dimension("toy.x", 0, 10, Dimension.Scale.LINEAR),
          new Dimension("toy.y", 1, 100, Dimension.Scale.WHOLE));
    }

    @Override
    public Trained train(
        Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
      assertThat(holdout).isSameAs(inside);
      nowNs += (long) (effort * 1e9);
      double x = settings.getOrDefault("toy.x", Double.NaN);
      if (x > 9) {
        throw new IllegalArgumentException("toy.x: " + x + " (expected: at most 9)");
      }
      int good = (int) (1000 - 100 * Math.abs(x - 3));
      return new Trained(new Finder(good, future), List.of());
    }
  }

  /** Perfect for the given number of a thousand users, useless for the others. */
  private record Finder(int good, int[][] future) implements Contender {
    @Override
    public String name() {
      return "toy";
    }

    @Override
    public int[] top(int user, int k, IntPredicate accept) {
      return user < good ? future[user] : new int[0];
    }
  }

  @Test
  void tune_thirtyChoices_comesNearTheOptimum() {
    Tuning tuning = tune(30, LONG, Set.of("toy.y"));
    assertThat(tuning.best().settings().get("toy.x")).isBetween(2.0, 4.0);
    assertThat(tuning.best().settings().get("toy.y")).isEqualTo(7.0);
    assertThat(tuning.best().effort()).isEqualTo(1);
    assertThat(tuning.trials().get(0).settings()).isEqualTo(Map.of("toy.x", 8.0, "toy.y", 7.0));
    assertThat(tuning.trials()).hasSize(30 + 10 + 3);
    assertThat(tuning.trials()).anyMatch(trial -> trial.ndcg() == Double.NEGATIVE_INFINITY);
  }

  @Test
  void tune_fewChoices_makesFewerRounds() {
    assertThat(tune(5, LONG, Set.of()).trials()).extracting(Trial::effort).containsOnly(1.0);
    assertThat(tune(6, LONG, Set.of()).trials())
        .extracting(Trial::effort)
        .containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1.0, 1.0);
  }

  @Test
  void tune_sameSeed_drawsTheSame() {
    assertThat(tune(9, LONG, Set.of()).trials().stream().map(Trial::settings))
        .isEqualTo(tune(9, LONG, Set.of()).trials().stream().map(Trial::settings).toList());
  }

  @Test
  void tune_shortBudget_staysWithinItOrOneTrialBeyond() {
    long startNs = nowNs;
    Tuning tuning = tune(1_000, Duration.ofSeconds(6), Set.of());
    assertThat((nowNs - startNs) / 1e9).isLessThanOrEqualTo(7);
    assertThat(tuning.best().effort()).isEqualTo(1);
    assertThat(tune(1_000, Duration.ofMillis(1), Set.of()).trials()).hasSize(1);
  }

  @Test
  void tune_trainingBeyondTheBudget_isBrokenOffAfterItsPass() {
    List<Integer> passes = new ArrayList<>();
    Recipe slow =
        new Recipe() {
          @Override
          public String name() {
            return "slow";
          }

          @Override
          public Trained train(
              Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
            for (int pass = 1; pass <= 100; pass++) {
              nowNs += 1_000_000_000;
              passes.add(pass);
              listener.ended(pass, 100, 1, Double.NaN);
            }
            throw new AssertionError("ended (expected: broken off)");
          }
        };
    Tuning tuning =
        new Tuner(5, Duration.ofSeconds(3), 1, () -> nowNs)
            .tune(slow, Map.of("slow.x", 2.0), Set.of(), inside, SILENT);
    assertThat(passes).hasSize(4);
    assertThat(tuning.trials()).isEmpty();
    assertThat(tuning.best().settings()).isEqualTo(Map.of("slow.x", 2.0));
  }

  @Test
  void tune_nothingFree_triesTheStartOnce() {
    assertThat(tune(20, LONG, Set.of("toy.x", "toy.y")).trials()).hasSize(1);
  }

  @Test
  void listener_isToldOfEveryTrial() {
    List<Integer> counts = new ArrayList<>();
    new Tuner(9, LONG, 1, () -> nowNs)
        .tune(
            new Toy(),
            Map.of("toy.x", 8.0, "toy.y", 7.0),
            Set.of(),
            inside,
            (trial, done, planned, best) -> {
              counts.add(done);
              assertThat(planned).isGreaterThanOrEqualTo(done);
              assertThat(best.ndcg()).isGreaterThanOrEqualTo(trial.ndcg());
            });
    assertThat(counts).isEqualTo(IntStream.rangeClosed(1, counts.size()).boxed().toList());
  }

  @Test
  void settingsOutOfRange_areRefused() {
    assertThatThrownBy(() -> new Tuner(0, LONG, 1)).hasMessageContaining("choices: 0");
    assertThatThrownBy(() -> new Dimension("a", 0, 1, Dimension.Scale.LOG))
        .hasMessageContaining("a: 0.0 to 1.0");
  }

  private Tuning tune(int choices, Duration budget, Set<String> fixed) {
    return new Tuner(choices, budget, 42, () -> nowNs)
        .tune(new Toy(), Map.of("toy.x", 8.0, "toy.y", 7.0), fixed, inside, SILENT);
  }

  private static Holdout holdout() {
    Positives all = Planted.positives(1_000, 60, 3, 6, 1);
    ItemIds items = new ItemIds(IntStream.range(0, 60).mapToObj(i -> "i" + i).toList());
    TrainingData data =
        new TrainingData(items, List.of(), Interactions.of(List.of(), event -> true).users(), all);
    return Protocol.LEAVE_LAST_OUT.cut(data, 1);
  }
}
