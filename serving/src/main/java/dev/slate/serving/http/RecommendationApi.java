package dev.slate.serving.http;

import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v1/recommendations}. */
final class RecommendationApi {
  private static final int MAX_CATEGORY = 128;

  private final RecommendationPipeline pipeline;
  private final Explainer explainer;
  private final int slateSize;

  RecommendationApi(RecommendationPipeline pipeline, Explainer explainer, int slateSize) {
    this.pipeline = pipeline;
    this.explainer = explainer;
    this.slateSize = slateSize;
  }

  Object forUser(HttpCall call) {
    call.allow("count", "surface", "exclude", "category", "explain");
    SlateRequest request =
        request(
            call.id("userId"),
            List.of(),
            call.wholeNumber("count", 1, SlateRequest.MAX_COUNT, slateSize),
            call.text("surface"),
            call.ids("exclude"),
            call.text("category"));
    return answer(request, call.flag("explain"));
  }

  Object forBody(HttpCall call) {
    Fields body =
        Fields.of(
            call.allow().json(),
            "userId",
            "items",
            "count",
            "surface",
            "exclude",
            "category",
            "explain");
    SlateRequest request =
        request(
            body.id("userId"),
            List.copyOf(body.ids("items")),
            body.wholeNumber("count", 1, SlateRequest.MAX_COUNT, slateSize),
            body.text("surface"),
            body.ids("exclude"),
            body.text("category"));
    if (request.userId() != null && !request.session().isEmpty()) {
      throw ApiException.badField(
          "items",
          "given together with userId",
          "userId, or items of an anonymous session",
          "post events for the user instead, or leave userId out");
    }
    return answer(request, body.flag("explain"));
  }

  private SlateAnswer answer(SlateRequest request, boolean explain) {
    Recommendation made = pipeline.recommend(request);
    return SlateAnswer.of(made, explain ? explainer.explain(made) : null);
  }

  private static SlateRequest request(
      @Nullable String userId,
      List<String> session,
      int count,
      @Nullable String surface,
      Set<String> exclude,
      @Nullable String category) {
    return new SlateRequest(
        UUID.randomUUID().toString(),
        userId,
        session,
        count,
        checked("surface", surface == null ? "api" : surface),
        exclude,
        category == null ? null : checked("category", category));
  }

  private static String checked(String field, String value) {
    if (value.isEmpty() || value.length() > MAX_CATEGORY) {
      throw ApiException.badField(
          field, value.length() + " characters", "1 to " + MAX_CATEGORY, "shorten it");
    }
    return value;
  }
}
