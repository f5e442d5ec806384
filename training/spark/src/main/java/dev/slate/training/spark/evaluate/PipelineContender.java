package dev.slate.training.spark.evaluate;

import dev.slate.data.split.Ids;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.ItemIds;
import dev.slate.training.model.diversity.CandidateVectors;
import dev.slate.training.model.diversity.Diversifier;
import dev.slate.training.model.diversity.Relevance;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.TopK;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.spark.rank.CandidateRows;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What serving does without filters and re-rankers: retrieve from every source, then rank. The
 * bundle may be of another night, with rows of its own.
 */
public final class PipelineContender implements Contender {
  private static final Kernel KERNEL = Kernels.best();

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
    return judged(best(user, k, accept).items());
  }

  /** The best by the ranker, as rows of the bundle. */
  private Hits best(int user, int k, IntPredicate accept) {
    CandidateRows.Ranked candidates =
        rows.of(users.id(user), row -> judgedRow[row] >= 0 && accept.test(judgedRow[row]));
    float[] scores = new float[candidates.items().length];
    bundle.ranker().score(candidates.values(), scores.length, scores);
    TopK best = new TopK(k);
    for (int i = 0; i < scores.length; i++) {
      best.add(candidates.items()[i], scores[i]);
    }
    return best.drain();
  }

  private int[] judged(int[] rows) {
    return IntStream.of(rows).map(row -> judgedRow[row]).toArray();
  }

  /**
   * The same, re-ranked as serving does: items are compared by the directions of their ALS factors
   * and by their categories.
   *
   * @param categories of the bundle's items, by row
   * @param depth how many of the best it chooses from
   */
  public Contender diversified(
      String other, Diversifier diversifier, List<List<String>> categories, int depth) {
    FloatMatrix vectors = directions(bundle.als().itemFactors());
    int dim = vectors.columns();
    return new Contender() {
      @Override
      public String name() {
        return other;
      }

      @Override
      public int[] top(int user, int k, IntPredicate accept) {
        Hits pool = best(user, Math.max(k, depth), accept);
        float[] near = new float[pool.size() * dim];
        for (int place = 0; place < pool.size(); place++) {
          System.arraycopy(vectors.values(), pool.items()[place] * dim, near, place * dim, dim);
        }
        CandidateVectors compared =
            CandidateVectors.of(
                near,
                dim,
                Arrays.stream(pool.items()).mapToObj(categories::get).toList(),
                CandidateVectors.CATEGORY_WEIGHT);
        int[] picked =
            diversifier
                .choose(Relevance.scaled(pool.scores()), compared.values(), compared.dim(), k)
                .rows();
        return judged(IntStream.of(picked).map(place -> pool.items()[place]).toArray());
      }
    };
  }

  private static FloatMatrix directions(FloatMatrix factors) {
    int dim = factors.columns();
    float[] unit = factors.values().clone();
    for (int row = 0; row < unit.length; row += dim) {
      float square = KERNEL.dot(unit, row, unit, row, dim);
      float scale = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
      for (int d = row; d < row + dim; d++) {
        unit[d] *= scale;
      }
    }
    return new FloatMatrix(factors.rows(), dim, unit);
  }
}
