package dev.slate.serving.http;

import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.rerank.Slate;
import dev.slate.serving.retrieve.Candidates;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a slate is what it is, as {@code explain=true} shows it. */
record Trace(
    List<FeatureValues.HistoryItem> history,
    List<FeatureValues.NamedValue> userFeatures,
    List<Candidates.SourceReport> sources,
    List<RemovedItem> removed,
    List<TracedItem> items,
    List<String> relaxed,
    List<Slate.Draw> draws,
    List<Recommendation.StageTime> stages,
    long totalMicros) {

  record RemovedItem(String itemId, String title, String filter, String reason) {}

  record TracedItem(
      String id,
      Map<String, Float> retrieved,
      float ranked,
      int rankedPosition,
      List<ItemFeature> features,
      List<Shift> moves) {}

  record ItemFeature(String name, @Nullable Float value) {}

  record Shift(String by, int from, int to, String detail) {}
}
