package dev.slate.serving.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slate.data.catalog.Item;
import dev.slate.serving.context.LadderStep;
import dev.slate.serving.context.PageCursor;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.explain.Trace;
import dev.slate.serving.explain.WhyNot;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.retrieve.Candidate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of a slate. */
record SlateAnswer(
    String requestId,
    @Nullable String userId,
    List<AnswerItem> items,
    String rung,
    @Nullable String rungReason,
    @Nullable String model,
    Map<String, String> experiments,
    @Nullable String cursor,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Trace trace,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<WhyNot> whyNot) {

  /** One item of the slate. */
  record AnswerItem(
      String id,
      float score,
      String title,
      List<String> categories,
      List<String> sources,
      String reason) {

    static AnswerItem of(Candidate candidate, float score) {
      Item facts = candidate.item().facts();
      List<String> sources = candidate.origins().stream().map(Candidate.Origin::source).toList();
      return new AnswerItem(
          candidate.item().id(),
          score,
          facts == null ? "" : facts.title(),
          facts == null ? List.of() : facts.categories(),
          sources,
          SlateAnswer.reason(sources.get(0)));
    }
  }

  static SlateAnswer of(Recommendation made, @Nullable Trace trace, @Nullable List<WhyNot> whyNot) {
    RequestContext context = made.context();
    PageCursor next =
        PageCursor.after(
            context, made.slate().entries().stream().map(e -> e.candidate().item().id()).toList());
    LadderStep step = made.ranked().step();
    return new SlateAnswer(
        context.request().requestId(),
        context.request().userId(),
        made.slate().entries().stream()
            .map(entry -> AnswerItem.of(entry.candidate(), entry.score()))
            .toList(),
        step.rung().wireName(),
        step.reason(),
        context.modelVersion(),
        context.experiments(),
        next == null ? null : next.encode(),
        trace,
        whyNot);
  }

  private static String reason(String source) {
    return switch (source) {
      case "als", "two-tower" -> "fits what you did lately";
      case "item-to-item" -> "similar to what you looked at";
      case "current-item" -> "similar to what you are looking at";
      case "trending" -> "trending now";
      case "new" -> "new";
      case "segment" -> "popular in a category you like";
      case "last-good" -> "recommended to you before";
      default -> "popular";
    };
  }
}
