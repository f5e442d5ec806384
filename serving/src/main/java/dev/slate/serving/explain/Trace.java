package dev.slate.serving.explain;

import dev.slate.serving.features.FeatureValues;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.rerank.Slate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a slate is what it is, as {@code explain=true} shows it.
 *
 * @param timeMs the request's one time: every age counts from it
 * @param parameters of the request path in force, by key
 * @param budgetMicros the request's deadline
 * @param relaxed rules that had to give way to fill the slate, the first one first
 * @param draws slots that could explore, with the propensity of what they got
 * @param baseline mean margin of this request's candidates: what contributions start from; null if
 *     no trees ranked
 */
public record Trace(
    long timeMs,
    List<FeatureValues.HistoryItem> history,
    List<FeatureValues.NamedValue> userFeatures,
    Map<String, Double> parameters,
    List<Source> sources,
    List<RemovedItem> removed,
    @Nullable Double baseline,
    List<TracedItem> items,
    List<String> relaxed,
    List<Slate.Draw> draws,
    List<Recommendation.StageTime> stages,
    long totalMicros,
    long budgetMicros) {

  /**
   * One source and what it found, best first.
   *
   * @param state {@code ok}, {@code failed} or {@code skipped}
   * @param cutoff score of the last one found, null if none was
   */
  public record Source(
      String name,
      int candidates,
      long micros,
      String state,
      @Nullable String detail,
      @Nullable Float cutoff,
      List<Found> found) {}

  /** A source's find; its rank is its place in the list. */
  public record Found(String itemId, float score) {}

  public record RemovedItem(String itemId, String title, String filter, String reason) {}

  /**
   * An item of the slate.
   *
   * @param retrieved score by source
   * @param ranks 0-based place by source
   * @param ranked the ranker's score
   * @param rankedPosition 0-based place by that score
   * @param margin the score before the sigmoid: baseline and contributions sum to it; null if no
   *     trees ranked
   */
  public record TracedItem(
      String id,
      Map<String, Float> retrieved,
      Map<String, Integer> ranks,
      float ranked,
      int rankedPosition,
      @Nullable Double margin,
      List<ItemFeature> features,
      List<Shift> moves) {}

  /**
   * A value that the ranker read.
   *
   * @param status as of its view; {@code computed} if it was made for this request
   * @param ageMs of its row, null if there is none
   * @param contribution to the margin, against the mean of the candidates; null if no trees ranked
   */
  public record ItemFeature(
      String name,
      @Nullable Float value,
      String status,
      @Nullable Long ageMs,
      @Nullable Double contribution) {}

  public record Shift(String by, int from, int to, String detail) {}
}
