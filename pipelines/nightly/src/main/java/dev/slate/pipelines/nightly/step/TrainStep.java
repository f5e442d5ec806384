package dev.slate.pipelines.nightly.step;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.spark.ModelTraining;
import dev.slate.training.spark.RetrievalModels;
import dev.slate.training.spark.rank.RankerFit;
import java.util.Locale;
import java.util.Map;

/** Trains models on the past of the evaluation cut, to be judged by what came after it. */
public record TrainStep(FeaturesStep.Prepared prepared) {

  /**
   * Models that have seen nothing at or after the evaluation cut.
   *
   * @param ranker learnt from the scores of still earlier models, as it will serve
   */
  public record Held(RetrievalModels models, RankerFit ranker) {

    /** Item vectors by model. */
    public Map<String, FloatMatrix> vectors() {
      return Map.of(
          "als", models.als().model().itemFactors(),
          "two-tower", models.tower().model().itemVectors());
    }
  }

  public Held run() {
    ModelTraining training = prepared.training();
    RetrievalModels early = training.retrieval(prepared.plan().rankerCutMs());
    RankerFit ranker = training.ranker(early, prepared.plan().evaluationCutMs());
    return new Held(training.retrieval(prepared.plan().evaluationCutMs()), ranker);
  }

  public static String detail(Held held) {
    return String.format(
        Locale.ROOT,
        "two-tower %d epochs, %s",
        held.models().tower().curve().epochs().size(),
        ranker(held.ranker()));
  }

  static String ranker(RankerFit ranker) {
    return String.format(
        Locale.ROOT, "ranker AUC %.4f", ranker.metrics().getOrDefault("validationAuc", Double.NaN));
  }
}
