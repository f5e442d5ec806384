package dev.slate.training.spark.evaluate;

import dev.slate.data.split.Ids;
import dev.slate.training.model.ItemIds;
import dev.slate.training.model.index.TopK;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.spark.rank.CandidateRows;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What serving does without filters and re-rankers: retrieve from every source, then rank. The
 * bundle may be of another night, with rows of its own.
 */
public final class PipelineContender implements Contender {
  private final String name;
  private final ModelBundle bundle;
  private final CandidateRows rows;
  private final Ids users;
  private final int[] judgedRow;

  /**
   * @param rows of the bundle
   * @param users by index, as the evaluator has them
   * @param judged the evaluator's items; others are never recommended
   */
  public PipelineContender(
      String name, ModelBundle bundle, CandidateRows rows, Ids users, ItemIds judged) {
    this.name = name;
    this.bundle = bundle;
    this.rows = rows;
    this.users = users;
    this.judgedRow = bundle.items().ids().stream().mapToInt(judged::indexOf).toArray();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] top(int user, int k, IntPredicate accept) {
    CandidateRows.Ranked candidates =
        rows.of(users.id(user), row -> judgedRow[row] >= 0 && accept.test(judgedRow[row]));
    float[] scores = new float[candidates.items().length];
    bundle.ranker().score(candidates.values(), scores.length, scores);
    TopK best = new TopK(k);
    for (int i = 0; i < scores.length; i++) {
      best.add(candidates.items()[i], scores[i]);
    }
    return IntStream.of(best.drain().items()).map(row -> judgedRow[row]).toArray();
  }
}
