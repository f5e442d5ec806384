package dev.slate.training.spark;

/**
 * Where a night cuts time. Retrieval models for the ranker see what lies before {@code
 * rankerCutMs}; the ranker's labels lie between the two cuts; the models that are judged see what
 * lies before {@code evaluationCutMs} and are judged by the rest. So the ranker learns from scores
 * that are as much out of sample as those that it gets when it serves.
 */
public record TrainingPlan(long rankerCutMs, long evaluationCutMs) {

  public TrainingPlan {
    if (rankerCutMs >= evaluationCutMs) {
      throw new IllegalArgumentException(
          "rankerCutMs: "
              + rankerCutMs
              + " (expected: before evaluationCutMs "
              + evaluationCutMs
              + "; are there enough events, spread over time?)");
    }
  }

  /** 60 % and 80 % of the rows by time. */
  public static TrainingPlan of(Positives positives) {
    return new TrainingPlan(positives.cutMs(0.6), positives.cutMs(0.8));
  }
}
