package dev.slate.training.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final int DIM = 3;

  private final Positives all = Planted.positives(60, 90, 3, 12, 5);
  private final long cutMs = all.cutMs(0.7);
  private final Positives train = all.before(cutMs);
  private final Positives test = all.since(cutMs);
  private final FloatMatrix userVectors = random(60, 1);
  private final FloatMatrix itemVectors = random(90, 2);

  @Test
  void judge_equalsBruteForce() {
    Result result =
        new Evaluator(train, test)
            .judge(new VectorContender("v", userVectors::row, new ExactIndex(itemVectors)));

    double ndcg = 0;
    double recall = 0;
    int users = 0;
    for (int user = 0; user < all.users(); user++) {
      Set<Integer> relevant = items(test, user);
      relevant.retainAll(items(train, -1));
      if (!relevant.isEmpty() && !items(train, user).isEmpty()) {
        List<Integer> list = ranking(user);
        double gain = 0;
        double ideal = 0;
        for (int i = 0; i < 10; i++) {
          gain += relevant.contains(list.get(i)) ? 1 / Math.log(i + 2) : 0;
          ideal += i < relevant.size() ? 1 / Math.log(i + 2) : 0;
        }
        ndcg += gain / ideal;
        recall +=
            list.subList(0, 10).stream().filter(relevant::contains).count()
                / (double) relevant.size();
        users++;
      }
    }
    assertThat(result.metrics().users()).isEqualTo(users).isGreaterThan(40);
    assertThat(result.metrics().mean(Metric.NDCG)).isCloseTo(ndcg / users, within(1e-12));
    assertThat(result.metrics().mean(Metric.RECALL)).isCloseTo(recall / users, within(1e-12));
    assertThat(result.values().get("ndcg@10.low")).isLessThan(ndcg / users);
    assertThat(result.values().get("ndcg@10.high")).isGreaterThan(ndcg / users);
  }

  @Test
  void judge_oracle_isPerfect() {
    int[][] future = test.itemsByUser();
    Contender oracle =
        new Contender() {
          @Override
          public String name() {
            return "oracle";
          }

          @Override
          public int[] top(int user, int k, java.util.function.IntPredicate accept) {
            return IntStream.of(future[user]).filter(accept).limit(k).toArray();
          }
        };
    assertThat(new Evaluator(train, test).judge(oracle).metrics().mean(Metric.NDCG)).isEqualTo(1);
  }

  /** Every item of train that the user has not, best first, the plain way. */
  private List<Integer> ranking(int user) {
    List<Integer> ranking = new ArrayList<>(items(train, -1));
    ranking.removeAll(items(train, user));
    ranking.sort((a, b) -> Double.compare(score(user, b), score(user, a)));
    return ranking;
  }

  private double score(int user, int item) {
    double sum = 0;
    for (int d = 0; d < DIM; d++) {
      sum += (double) userVectors.get(user, d) * itemVectors.get(item, d);
    }
    return sum;
  }

  private static Set<Integer> items(Positives rows, int user) {
    Set<Integer> items = new HashSet<>();
    for (int row = 0; row < rows.size(); row++) {
      if (user < 0 || rows.user(row) == user) {
        items.add(rows.item(row));
      }
    }
    return items;
  }

  private static FloatMatrix random(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatMatrix matrix = FloatMatrix.zeros(rows, DIM);
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = (float) random.nextGaussian();
    }
    return matrix;
  }
}
