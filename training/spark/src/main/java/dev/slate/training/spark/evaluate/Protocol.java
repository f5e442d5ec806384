package dev.slate.training.spark.evaluate;

import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.tower.ValidationCut;
import java.util.BitSet;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How a data set is cut into what is learnt from and what judges. */
public enum Protocol {
  /** The newest 20 % of the positives judge; all items are ranked (RePlay's). */
  TIME_SPLIT {
    @Override
    public Holdout cut(TrainingData data, long seed) {
      long cutMs = data.positives().cutMs(TRAIN_SHARE);
      return Holdout.of(
          this, data, data.positives().before(cutMs), data.positives().since(cutMs), new int[0][]);
    }
  },
  /** Each user's last positive judges; all items are ranked (SASRec's data, full ranking). */
  LEAVE_LAST_OUT {
    @Override
    public Holdout cut(TrainingData data, long seed) {
      BitSet last = last(data.positives());
      Positives all = data.positives();
      return Holdout.of(
          this, data, all.keep(row -> !last.get(row)), all.keep(last::get), new int[0][]);
    }

    @Override
    public ValidationCut validation() {
      return ValidationCut.LAST;
    }
  },
  /**
   * Each user's last positive judges, ranked among 99 items that the user never chose (NCF's). Not
   * comparable with any ranking of all items.
   */
  SAMPLED {
    @Override
    public Holdout cut(TrainingData data, long seed) {
      Holdout full = LEAVE_LAST_OUT.cut(data, seed);
      int[][] candidates = candidates(data.positives(), full.test(), seed);
      return new Holdout(this, full.data(), full.test(), candidates, full.dropped());
    }

    @Override
    public ValidationCut validation() {
      return ValidationCut.LAST;
    }
  },
  /**
   * The authors' own train and test. Nothing is known of how they were cut: for tuning, a tenth of
   * every user's positives, drawn at random, judges.
   */
  GIVEN_FILES {
    @Override
    public Holdout cut(TrainingData data, long seed) {
      Positives all = data.positives();
      BitSet held = new BitSet(all.size());
      SplittableRandom random = new SplittableRandom(seed);
      for (int[] rows : all.rowsByUser()) {
        // One of ten, and of fewer one with that chance; somebody with one positive keeps it.
        int count = rows.length < 2 ? 0 : (int) (rows.length * HELD_SHARE + random.nextDouble());
        for (int i = 0; i < count; i++) {
          int other = i + random.nextInt(rows.length - i);
          held.set(rows[other]);
          rows[other] = rows[i];
        }
      }
      return Holdout.of(
          this, data, all.keep(row -> !held.get(row)), all.keep(held::get), new int[0][]);
    }

    @Override
    int[] ks() {
      return new int[] {20, 10, 50};
    }

    @Override
    public ValidationCut validation() {
      return ValidationCut.DRAWN;
    }
  },
  /**
   * What models make of items that nobody has touched, see {@link ColdItems}. Here, and so for
   * tuning, the newest tenth of the items.
   */
  COLD_ITEMS {
    @Override
    public Holdout cut(TrainingData data, long seed) {
      int items = data.positives().itemsPresent().cardinality();
      return ColdItems.cut(data, Math.max(1, (int) (items * HELD_SHARE)));
    }

    @Override
    int[] ks() {
      return new int[] {100, 10};
    }
  };

  private static final double TRAIN_SHARE = 0.8;
  private static final double HELD_SHARE = 0.1;
  private static final int NEGATIVES = 99;

  /**
   * Cuts positives; of {@link #GIVEN_FILES}, what was given as train.
   *
   * @param seed of what is drawn
   * @throws IllegalArgumentException if either part would be empty
   */
  public abstract Holdout cut(TrainingData data, long seed);

  int[] ks() {
    return new int[] {10};
  }

  /** What a training of passes should hold back to be judged by this. */
  public ValidationCut validation() {
    return ValidationCut.NEWEST;
  }

  /** As on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The last row of each user who has two. */
  private static BitSet last(Positives rows) {
    BitSet last = new BitSet(rows.size());
    for (int[] byUser : rows.rowsByUser()) {
      if (byUser.length > 1) {
        last.set(byUser[byUser.length - 1]);
      }
    }
    return last;
  }

  /** For each user of the test: its item and others that the user never chose, ascending. */
  private static int[][] candidates(Positives all, Positives test, long seed) {
    int[] items = all.itemsPresent().stream().toArray();
    int[][] chosen = all.itemsByUser();
    int[][] candidates = new int[all.users()][];
    for (int user = 0; user < candidates.length; user++) {
      candidates[user] = new int[0];
    }
    for (int row = 0; row < test.size(); row++) {
      int user = test.user(row);
      BitSet mine = new BitSet(all.items());
      IntStream.of(chosen[user]).forEach(mine::set);
      int free = items.length - mine.cardinality();
      SplittableRandom random = new SplittableRandom(seed + user);
      BitSet drawn = new BitSet(all.items());
      drawn.set(test.item(row));
      for (int left = Math.min(NEGATIVES, free); left > 0; ) {
        int item = items[random.nextInt(items.length)];
        if (!mine.get(item) && !drawn.get(item)) {
          drawn.set(item);
          left--;
        }
      }
      candidates[user] = drawn.stream().toArray();
    }
    return candidates;
  }
}
