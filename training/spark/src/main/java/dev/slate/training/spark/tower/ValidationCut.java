package dev.slate.training.spark.tower;

import dev.slate.training.spark.Positives;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What training holds back to say when to stop and which epoch to keep. It should be cut as what
 * the model is for: an epoch that is best for next month is not best for the next click. Of so few
 * users that training loses little.
 */
public enum ValidationCut {
  /** The newest tenth by time. */
  NEWEST {
    @Override
    BitSet held(Positives positives) {
      long cutMs = positives.cutMs(1 - SHARE);
      int[][] past = positives.before(cutMs).itemsByUser();
      int[][] future = positives.since(cutMs).itemsByUser();
      BitSet users = evenly(500, positives, u -> past[u].length > 0 && future[u].length > 0);
      BitSet held = new BitSet(positives.size());
      for (int row = 0; row < positives.size(); row++) {
        held.set(row, positives.timeMs(row) >= cutMs && users.get(positives.user(row)));
      }
      return held;
    }
  },
  /** Each user's last. */
  LAST {
    @Override
    BitSet held(Positives positives) {
      int[][] rows = positives.rowsByUser();
      BitSet held = new BitSet(positives.size());
      evenly(1_500, positives, u -> rows[u].length >= 3).stream()
          .forEach(u -> held.set(rows[u][rows[u].length - 1]));
      return held;
    }
  },
  /** A tenth of each user's, at random, for data without order. */
  DRAWN {
    @Override
    BitSet held(Positives positives) {
      int[][] rows = positives.rowsByUser();
      BitSet held = new BitSet(positives.size());
      SplittableRandom random = new SplittableRandom(rows.length);
      evenly(2_000, positives, u -> rows[u].length >= 3).stream()
          .forEach(
              u -> {
                int count = Math.max(1, (int) (rows[u].length * SHARE));
                for (int i = 0; i < count; i++) {
                  int other = i + random.nextInt(rows[u].length - i);
                  held.set(rows[u][other]);
                  rows[u][other] = rows[u][i];
                }
              });
      return held;
    }
  };

  private static final double SHARE = 0.1;

  /** The rows to hold back; every user of such a row has another one. */
  abstract BitSet held(Positives positives);

  /** So many of the users that suit at most, evenly spread. */
  private static BitSet evenly(int most, Positives positives, IntPredicate suits) {
    int[] able = IntStream.range(0, positives.users()).filter(suits).toArray();
    int count = Math.min(most, able.length);
    BitSet users = new BitSet(positives.users());
    IntStream.range(0, count).forEach(i -> users.set(able[(int) ((long) i * able.length / count)]));
    return users;
  }
}
