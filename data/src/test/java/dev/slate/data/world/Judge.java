package dev.slate.data.world;

import dev.slate.data.split.Interactions;
import dev.slate.data.split.Split;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** NDCG@10 over all items of train, what a user had in train removed. */
final class Judge {
  private static final int K = 10;

  private final Split split;
  private final Map<Integer, BitSet> seen = new HashMap<>();
  private final Map<Integer, BitSet> wanted = new HashMap<>();

  Judge(Split split) {
    this.split = split;
    fill(split.train(), seen);
    fill(split.test(), wanted);
  }

  private static void fill(Interactions rows, Map<Integer, BitSet> byUser) {
    for (int row = 0; row < rows.size(); row++) {
      byUser.computeIfAbsent(rows.user(row), u -> new BitSet()).set(rows.item(row));
    }
  }

  BitSet seen(int user) {
    return seen.getOrDefault(user, new BitSet());
  }

  /** Scores all items for a user. */
  interface Model {
    double[] score(int user);
  }

  double ndcg(Model model) {
    double sum = 0;
    BitSet candidates = split.train().itemsPresent();
    for (Map.Entry<Integer, BitSet> user : wanted.entrySet()) {
      double[] scores = model.score(user.getKey());
      BitSet open = (BitSet) candidates.clone();
      open.andNot(seen(user.getKey()));
      double gain = 0;
      double ideal = 0;
      for (int rank = 0; rank < K; rank++) {
        int best = open.stream().reduce((a, b) -> scores[b] > scores[a] ? b : a).orElseThrow();
        open.clear(best);
        double discount = Math.log(2) / Math.log(rank + 2);
        gain += user.getValue().get(best) ? discount : 0;
        ideal += rank < user.getValue().cardinality() ? discount : 0;
      }
      sum += gain / ideal;
    }
    return sum / wanted.size();
  }
}
