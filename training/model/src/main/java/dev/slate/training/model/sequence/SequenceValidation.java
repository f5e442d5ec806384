package dev.slate.training.model.sequence;

import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.metric.RankingMetrics;
import dev.slate.training.model.tower.UserTower;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * What some users chose after the part that is learned from. All items that somebody chose in that
 * part are ranked, without those that the user has already.
 *
 * @param histories newest first
 * @param targets what followed; each user's may be empty
 * @param items that are ranked
 */
public record SequenceValidation(int[][] histories, int[][] targets, BitSet items) {
  private static final int NDCG_AT = 10;
  private static final int RECALL_AT = 100;

  /** Means over users. */
  public record Quality(double ndcg, double hitRate, double recall) {}

  /**
   * Takes each held user's last interaction out of what is learned from.
   *
   * @param sequences of all users, oldest first; changed
   * @param users how many are held at most, evenly spread over those with three interactions
   */
  public static SequenceValidation ofLast(int[][] sequences, int users) {
    int[] able =
        IntStream.range(0, sequences.length).filter(u -> sequences[u].length >= 3).toArray();
    int count = Math.min(users, able.length);
    int[][] histories = new int[count][];
    int[][] targets = new int[count][];
    for (int i = 0; i < count; i++) {
      int user = able[(int) ((long) i * able.length / count)];
      int last = sequences[user].length - 1;
      targets[i] = new int[] {sequences[user][last]};
      sequences[user] = Arrays.copyOf(sequences[user], last);
      histories[i] = new int[last];
      for (int j = 0; j < last; j++) {
        histories[i][j] = sequences[user][last - 1 - j];
      }
    }
    BitSet items = new BitSet();
    for (int[] sequence : sequences) {
      IntStream.of(sequence).forEach(items::set);
    }
    return new SequenceValidation(histories, targets, items);
  }

  /** NaN if nobody has a target. On all cores of the common pool; O(users (n d + encoder)). */
  public Quality judge(UserTower model) {
    ExactIndex index = new ExactIndex(model.itemVectors());
    RankingMetrics[][] metrics =
        IntStream.range(0, histories.length)
            .parallel()
            .filter(i -> IntStream.of(targets[i]).anyMatch(items::get))
            .mapToObj(i -> judge(model, index, i))
            .toArray(RankingMetrics[][]::new);
    return new Quality(
        Arrays.stream(metrics).mapToDouble(m -> m[0].ndcg()).average().orElse(Double.NaN),
        Arrays.stream(metrics).mapToDouble(m -> m[0].hitRate()).average().orElse(Double.NaN),
        Arrays.stream(metrics).mapToDouble(m -> m[1].recall()).average().orElse(Double.NaN));
  }

  private RankingMetrics[] judge(UserTower model, ExactIndex index, int i) {
    BitSet unseen = (BitSet) items.clone();
    IntStream.of(histories[i]).forEach(unseen::clear);
    RowMask mask = RowMask.of(index.size(), unseen::get);
    int[] list = index.search(model.userVector(histories[i]), RECALL_AT, mask).items();
    BitSet wanted = new BitSet();
    IntStream.of(targets[i]).filter(items::get).forEach(wanted::set);
    int relevant = wanted.cardinality();
    return new RankingMetrics[] {
      RankingMetrics.of(list, wanted::get, relevant, NDCG_AT),
      RankingMetrics.of(list, wanted::get, relevant, RECALL_AT)
    };
  }
}
