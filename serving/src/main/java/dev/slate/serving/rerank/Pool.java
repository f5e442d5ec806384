package dev.slate.serving.rerank;

import dev.slate.serving.catalog.BestFirst;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.rank.Ranked;
import dev.slate.training.model.diversity.Picks;
import dev.slate.training.model.diversity.Relevance;
import java.util.ArrayList;
import java.util.List;

/**
 * The ranked candidates of one request while re-rankers change their order: places point to
 * entries, scores may be changed, nothing is copied or removed. For one thread.
 */
final class Pool {
  private final RequestContext context;
  private final List<Ranked.Entry> entries;
  private final int length;
  private final float[] scores;
  private final int[] order;
  private final List<Slate.Move> moves = new ArrayList<>();

  /**
   * @param length how many places re-rankers fill: the slate, and some that rules may need
   */
  Pool(RequestContext context, Ranked ranked, int length) {
    this.context = context;
    this.entries = ranked.entries();
    this.length = Math.min(length, entries.size());
    this.scores = new float[entries.size()];
    this.order = new int[entries.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      scores[i] = entries.get(i).score();
    }
  }

  RequestContext context() {
    return context;
  }

  int size() {
    return order.length;
  }

  /** How many places are to be filled. */
  int length() {
    return length;
  }

  /** How many of the first places the filling may choose from. */
  int depth() {
    int wanted = context.parameters().wholeNumber(Parameter.RERANK_DEPTH);
    return Math.min(size(), Math.max(length, wanted));
  }

  /** The entry at a place. */
  Ranked.Entry at(int place) {
    return entries.get(order[place]);
  }

  float score(int place) {
    return scores[order[place]];
  }

  void score(int place, float score) {
    scores[order[place]] = score;
  }

  /** The scores of the first places, on a scale of 0 to 1 among themselves. */
  float[] relevance(int depth) {
    float[] first = new float[depth];
    for (int place = 0; place < depth; place++) {
      first[place] = score(place);
    }
    return Relevance.scaled(first);
  }

  /** Puts the picked places first, in their order; the others follow as they are. */
  void reorder(String by, Picks picks, String label) {
    int[] before = order.clone();
    boolean[] picked = new boolean[order.length];
    int to = 0;
    for (int i = 0; i < picks.rows().length; i++) {
      int from = picks.rows()[i];
      picked[from] = true;
      order[to] = before[from];
      if (from != to && to < length) {
        moves.add(
            new Slate.Move(
                entries.get(before[from]).candidate().item().id(),
                by,
                from,
                to,
                label,
                picks.details()[i]));
      }
      to++;
    }
    for (int from = 0; from < before.length; from++) {
      if (!picked[from]) {
        order[to++] = before[from];
      }
    }
  }

  /** All places by score, highest first; of equals the one that was first. */
  void sort(String by, float[] details, String label) {
    float[] byPlace = new float[order.length];
    for (int place = 0; place < byPlace.length; place++) {
      byPlace[place] = score(place);
    }
    int[] rows = BestFirst.rows(byPlace);
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = details[rows[i]];
    }
    reorder(by, new Picks(rows, values), label);
  }

  List<Slate.Move> moves() {
    return moves;
  }
}
