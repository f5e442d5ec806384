package dev.slate.training.spark.evaluate;

import dev.slate.data.split.Ids;
import dev.slate.training.model.index.TopK;
import dev.slate.training.model.rank.Ranker;
import dev.slate.training.spark.rank.CandidateRows;
import java.util.function.IntPredicate;

/** What serving does without filters and re-rankers: retrieve from every source, then rank. */
public final class PipelineContender implements Contender {
  private final String name;
  private final CandidateRows rows;
  private final Ids users;
  private final Ranker ranker;

  public PipelineContender(String name, CandidateRows rows, Ids users, Ranker ranker) {
    this.name = name;
    this.rows = rows;
    this.users = users;
    this.ranker = ranker;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] top(int user, int k, IntPredicate accept) {
    CandidateRows.Ranked candidates = rows.of(users.id(user), accept);
    float[] scores = new float[candidates.items().length];
    ranker.score(candidates.values(), scores.length, scores);
    TopK best = new TopK(k);
    for (int i = 0; i < scores.length; i++) {
      best.add(candidates.items()[i], scores[i]);
    }
    return best.drain().items();
  }
}
