package dev.slate.training.spark.evaluate.tune;

import dev.slate.training.spark.evaluate.Evaluator;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.recipe.Dimension;
import dev.slate.training.spark.evaluate.recipe.Recipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random search with successive halving (Jamieson and Talwalkar, AISTATS 2016): all choices get a
 * ninth of the passes, the best third of them a third, the best ninth all. Fewer choices get fewer
 * rounds, so that the last compares at least two; models without passes get one. The first half of
 * the choices is spread over the whole range, the other half lies near the best of them. Sees
 * nothing but the holdout it is given, which must be cut inside train, and judges by some of its
 * users.
 *
 * <p>The same seed draws the same choices; how many of them are tried depends on the clock if the
 * budget is short, as each round gets an equal share of the time that is left. A training that is
 * still at it when the budget ends is broken off after its pass.
 */
public final class Tuner {
  private static final Logger LOG = LoggerFactory.getLogger(Tuner.class);
  private static final int KEEP_ONE_OF = 3;
  private static final int MOST_ROUNDS = 3;

  /** Users that judge: more would cost more than they tell settings apart. */
  private static final int USERS = 5_000;

  private static final Comparator<Trial> BY_NDCG =
      Comparator.comparingDouble(Trial::ndcg).reversed();

  private final int choices;
  private final Duration budget;
  private final long seed;
  private final LongSupplier nanoTime;

  /**
   * @param choices how many settings to try, those to begin with among them
   * @param budget of one model
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
    int wanted = free.isEmpty() ? 1 : choices;
    int rounds = recipe.hasPasses() ? rounds(wanted) : 1;
    return new Search(recipe, inside, efforts(rounds), listener)
        .run(new Draws(free, start, spread(wanted), seed), start, wanted);
  }

  /** Choices all over the range, the start not counted; the others lie near the best of them. */
  private static int spread(int choices) {
    return Math.max(1, (choices - 1) / 2);
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

  /** Ends a training from within. */
  private static final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
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
      this.evaluator = Evaluator.ofSome(inside, USERS);
      this.inside = inside;
      this.efforts = efforts;
      this.listener = listener;
    }

    Tuning run(Draws draws, Map<String, Double> start, int wanted) {
      List<Trial> ranked = firstRound(draws, start, wanted);
      for (int round = 1; round < efforts.length; round++) {
        List<Map<String, Double>> left =
            ranked.stream()
                .limit(Math.max(1, ranked.size() / KEEP_ONE_OF))
                .map(Trial::settings)
                .toList();
        if (left.size() == 1 || !fits(ranked.get(0).seconds() * ratio(round))) {
          break;
        }
        List<Trial> next = round(left.iterator(), left.size(), round);
        ranked = next.isEmpty() ? ranked : next;
      }
      return new Tuning(recipe.name(), trials, ranked.get(0));
    }

    /** Trials of what is drawn, best first; at least one. */
    private List<Trial> firstRound(Draws draws, Map<String, Double> start, int wanted) {
      Iterator<Map<String, Double>> drawn =
          new Iterator<>() {
            private int count;

            @Override
            public boolean hasNext() {
              return count < wanted;
            }

            @Override
            public Map<String, Double> next() {
              count++;
              if (count == 1) {
                return start;
              }
              return count <= 1 + spread(wanted)
                  ? draws.anywhere()
                  : draws.near(Collections.min(trials, BY_NDCG).settings());
            }
          };
      List<Trial> done = round(drawn, wanted, 0);
      return done.isEmpty()
          ? List.of(new Trial(start, efforts[0], Double.NEGATIVE_INFINITY, 0))
          : done;
    }

    private double ratio(int round) {
      return efforts[round] / efforts[round - 1];
    }

    private boolean fits(double seconds) {
      return nanoTime.getAsLong() + (long) (seconds * 1e9) <= endNs;
    }

    /** The trials of a round that were brought to an end, best first. */
    private List<Trial> round(Iterator<Map<String, Double>> left, int size, int round) {
      long nowNs = nanoTime.getAsLong();
      long roundEndNs = nowNs + (endNs - nowNs) / (efforts.length - round);
      List<Trial> done = new ArrayList<>();
      while (left.hasNext()) {
        double expected = done.stream().mapToDouble(Trial::seconds).average().orElse(0);
        // Fewer leave nothing to choose from, and later rounds have nothing to do.
        long limitNs = done.size() < KEEP_ONE_OF ? endNs : roundEndNs;
        if (!done.isEmpty() && nanoTime.getAsLong() + (long) (expected * 1e9) > limitNs) {
          break;
        }
        Optional<Trial> trial = attempt(left.next(), efforts[round]);
        if (trial.isEmpty()) {
          break;
        }
        done.add(trial.get());
        trials.add(trial.get());
        done.sort(BY_NDCG);
        listener.ended(trial.get(), trials.size(), planned(round, size), done.get(0));
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

    /** Empty if the time was over before the training was. */
    private Optional<Trial> attempt(Map<String, Double> settings, double effort) {
      long startNs = nanoTime.getAsLong();
      double ndcg;
      try {
        ndcg = evaluator.ndcg(recipe.train(inside, settings, effort, this::checkTime).contender());
      } catch (IllegalArgumentException | ArithmeticException e) {
        LOG.warn("{} with {}: {}", recipe.name(), settings, e.getMessage());
        ndcg = Double.NEGATIVE_INFINITY;
      } catch (OutOfTimeException e) {
        return Optional.empty();
      }
      return Optional.of(new Trial(settings, effort, ndcg, (nanoTime.getAsLong() - startNs) / 1e9));
    }

    private void checkTime(int pass, int planned, double loss, double quality) {
      if (pass < planned && nanoTime.getAsLong() > endNs) {
        throw new OutOfTimeException();
      }
    }
  }
}
