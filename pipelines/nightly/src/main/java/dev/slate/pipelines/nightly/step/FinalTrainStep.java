package dev.slate.pipelines.nightly.step;

import dev.slate.training.spark.ModelTraining;
import dev.slate.training.spark.RetrievalModels;
import dev.slate.training.spark.rank.RankerFit;

/** Trains what will serve: by the same recipe that was judged, on everything. */
public record FinalTrainStep(FeaturesStep.Prepared prepared, TrainStep.Held held) {

  /**
   * @param ranker learnt from the newest labels, with the scores of models that had not seen them
   */
  public record Final(RetrievalModels models, RankerFit ranker) {}

  public Final run() {
    ModelTraining training = prepared.training();
    RankerFit ranker = training.ranker(held.models(), Long.MAX_VALUE);
    return new Final(training.retrieval(Long.MAX_VALUE), ranker);
  }

  public static String detail(Final trained) {
    return TrainStep.ranker(trained.ranker());
  }
}
