package dev.slate.pipelines.nightly.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.metric.MetricAccumulator;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.spark.evaluate.Evaluation;
import dev.slate.training.spark.evaluate.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Map<String, FloatMatrix> FINITE = Map.of("als", FloatMatrix.zeros(2, 2));
  private static final Gate FIRST = new Gate(Optional.empty());

  @Test
  void refusals_betterThanPopularity_none() {
    assertThat(FIRST.refusals(FINITE, evaluation(40, 0.5, 0.1))).isEmpty();
  }

  @Test
  void refusals_aLittleWorseThanPopularity_none() {
    assertThat(FIRST.refusals(FINITE, evaluation(40, 0.5, 0.525))).isEmpty();
  }

  @Test
  void refusals_clearlyWorseThanPopularity_saysByHowMuch() {
    assertThat(FIRST.refusals(FINITE, evaluation(40, 0.1, 0.6)))
        .singleElement()
        .asString()
        .contains("clearly worse than popularity", "-0.5");
  }

  @Test
  void refusals_clearlyWorseThanChampion_namesIt() {
    assertThat(new Gate(Optional.of(champion(0.8))).refusals(FINITE, evaluation(40, 0.5, 0.1)))
        .singleElement()
        .asString()
        .contains("champion 2026-11-19-1", "expected: 0.8000 or more");
    assertThat(new Gate(Optional.of(champion(0.3))).refusals(FINITE, evaluation(40, 0.5, 0.1)))
        .isEmpty();
  }

  @Test
  void refusals_vectorNotFinite_namesTheModel() {
    FloatMatrix poisoned = new FloatMatrix(1, 2, new float[] {1, Float.NaN});

    assertThat(FIRST.refusals(Map.of("two-tower", poisoned), evaluation(40, 0.5, 0.1)))
        .containsExactly("two-tower: an item vector is not finite (expected: numbers)");
  }

  @Test
  void refusals_tooFewUsers_saysHowMany() {
    assertThat(FIRST.refusals(FINITE, evaluation(3, 1, 0)))
        .containsExactly("evaluation: 3 test users (expected: 10 or more)");
  }

  @Test
  void refusals_nothingJudged_refuses() {
    assertThat(FIRST.refusals(FINITE, new Evaluation(List.of()))).hasSize(1);
  }

  /** Lists that hit at the first place for a share of the users and miss for the others. */
  private static Evaluation evaluation(int users, double candidate, double popularity) {
    return new Evaluation(
        List.of(result("popularity", users, popularity), result("pipeline", users, candidate)));
  }

  private static Result result(String name, int users, double hitShare) {
    MetricAccumulator metrics = new MetricAccumulator(10, new int[] {5, 5, 5}, 10);
    for (int user = 0; user < users; user++) {
      metrics.add(new int[] {user < hitShare * users ? 0 : 1}, new int[] {0});
    }
    return new Result(name, metrics);
  }

  private static Manifest champion(double low) {
    return Manifest.of(
        "2026-11-19-1",
        0,
        "f",
        "c",
        1,
        Map.of(),
        List.of(),
        Map.of(),
        Map.of("pipeline", Map.of("ndcg@10.low", low)),
        Map.of());
  }
}
