package dev.slate.training.spark.evaluate.tune;

import dev.slate.training.spark.evaluate.Evaluator;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.recipe.Dimension;
import dev.slate.training.spark.evaluate.recipe.Recipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random search with successive halving (Jamieson and Talwalkar, AISTATS 2016): all choices get a
 * ninth of the passes, the best third of them a third, the best ninth all. Fewer choices get fewer
 * rounds, so that the last compares at least two; models without passes get one. Sees nothing but
 * the holdout it is given, which must be cut inside train.
 *
 * <p>The same seed draws the same choices; how many of them are tried depends on the clock if the
 * budget is short, as each round gets an equal share of the time that is left.
 */
public final class Tuner {
  private static final Logger LOG = LoggerFactory.getLogger(Tuner.class);
  private static final int KEEP_ONE_OF = 3;
  private static final int MOST_ROUNDS = 3;
  private static final Comparator<Trial> BY_NDCG =
      Comparator.comparingDouble(Trial::ndcg).reversed();

  private final int choices;
  private final Duration budget;
  private final long seed;
  private final LongSupplier nanoTime;

  /**
   * @param choices how many settings to try, those to begin with among them
   * @param budget of one model; a trial that has begun is not broken off
   */
  public Tuner(int choices, Duration budget, long seed) {
    this(choices, budget, seed, System::nanoTime);
  }

  Tuner(int choices, Duration budget, long seed, LongSupplier nanoTime) {
    if (choices < 1 || budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException(
          "choices: " + choices + ", budget: " + budget + " (expected: at least 1, above 0)");
    }
    this.choices = choices;
    this.budget = budget;
    this.seed = seed;
    this.nanoTime = nanoTime;
  }

  /**
   * Tries settings of one model.
   *
   * @param start all settings, the first to be tried
   * @param fixed keys that are not drawn
   * @param inside a part of train, cut again
   */
  public Tuning tune(
      Recipe recipe,
      Map<String, Double> start,
      Set<String> fixed,
      Holdout inside,
      TuneListener listener) {
    List<Dimension> free =
        recipe.dimensions().stream().filter(d -> !fixed.contains(d.key())).toList();
    List<Map<String, Double>> drawn = draw(free, start);
    int rounds = recipe.hasPasses() ? rounds(drawn.size()) : 1;
    return new Search(recipe, inside, efforts(rounds), listener).run(drawn);
  }

  private static int rounds(int choices) {
    int rounds = 1;
    for (int left = choices / KEEP_ONE_OF; left >= 2 && rounds < MOST_ROUNDS; rounds++) {
      left /= KEEP_ONE_OF;
    }
    return rounds;
  }

  /** Ending with 1, each a third of the next. */
  private static double[] efforts(int rounds) {
    double[] efforts = new double[rounds];
    double effort = 1;
    for (int round = rounds - 1; round >= 0; round--) {
      efforts[round] = effort;
      effort /= KEEP_ONE_OF;
    }
    return efforts;
  }

  private List<Map<String, Double>> draw(List<Dimension> free, Map<String, Double> start) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Map<String, Double>> drawn = new ArrayList<>(List.of(start));
    while (drawn.size() < choices && !free.isEmpty()) {
      Map<String, Double> settings = new LinkedHashMap<>(start);
      free.forEach(dimension -> settings.put(dimension.key(), dimension.draw(random)));
      drawn.add(settings);
    }
    return drawn;
  }

  /** The rounds of one model. */
  private final class Search {
    private final Recipe recipe;
    private final Evaluator evaluator;
    private final Holdout inside;
    private final TuneListener listener;
    private final double[] efforts;
    private final List<Trial> trials = new ArrayList<>();
    private final long endNs = nanoTime.getAsLong() + budget.toNanos();

    Search(Recipe recipe, Holdout inside, double[] efforts, TuneListener listener) {
      this.recipe = recipe;
      this.evaluator = new Evaluator(inside);
      this.inside = inside;
      this.efforts = efforts;
      this.listener = listener;
    }

    Tuning run(List<Map<String, Double>> drawn) {
      List<Map<String, Double>> left = drawn;
      Trial best = null;
      for (int round = 0; round < efforts.length; round++) {
        boolean pointless = left.size() == 1 && best != null;
        if (pointless || best != null && !fits(best.seconds() * ratio(round))) {
          break;
        }
        List<Trial> ranked = round(left, round);
        best = ranked.get(0);
        left =
            ranked.stream()
                .limit(Math.max(1, ranked.size() / KEEP_ONE_OF))
                .map(Trial::settings)
                .toList();
      }
      if (best == null) {
        throw new IllegalStateException("rounds: none (expected: at least one)");
      }
      return new Tuning(recipe.name(), trials, best);
    }

    private double ratio(int round) {
      return efforts[round] / efforts[round - 1];
    }

    private boolean fits(double seconds) {
      return nanoTime.getAsLong() + (long) (seconds * 1e9) <= endNs;
    }

    /** The trials of a round, best first; at least one. */
    private List<Trial> round(List<Map<String, Double>> left, int round) {
      long nowNs = nanoTime.getAsLong();
      long roundEndNs = nowNs + (endNs - nowNs) / (efforts.length - round);
      List<Trial> done = new ArrayList<>();
      for (Map<String, Double> settings : left) {
        double expected = done.stream().mapToDouble(Trial::seconds).average().orElse(0);
        if (!done.isEmpty() && nanoTime.getAsLong() + (long) (expected * 1e9) > roundEndNs) {
          break;
        }
        Trial trial = attempt(settings, efforts[round]);
        done.add(trial);
        trials.add(trial);
        done.sort(BY_NDCG);
        listener.ended(trial, trials.size(), planned(round, left.size()), done.get(0));
      }
      return done;
    }

    /** Trials before this round, of this round, and of those to come. */
    private int planned(int round, int inThis) {
      int before = (int) trials.stream().filter(t -> t.effort() < efforts[round]).count();
      int planned = before + inThis;
      for (int later = round + 1, size = inThis; later < efforts.length; later++) {
        size = Math.max(1, size / KEEP_ONE_OF);
        planned += size > 1 ? size : 0;
      }
      return planned;
    }

    private Trial attempt(Map<String, Double> settings, double effort) {
      long startNs = nanoTime.getAsLong();
      double ndcg;
      try {
        ndcg = evaluator.ndcg(recipe.train(inside, settings, effort).contender());
      } catch (IllegalArgumentException | ArithmeticException e) {
        LOG.warn("{} with {}: {}", recipe.name(), settings, e.getMessage());
        ndcg = Double.NEGATIVE_INFINITY;
      }
      return new Trial(settings, effort, ndcg, (nanoTime.getAsLong() - startNs) / 1e9);
    }
  }
}
