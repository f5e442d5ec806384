package dev.slate.serving.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.explain.TraceRecord;
import dev.slate.serving.explain.Tracing;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/recommendations}. */
final class RecommendationApi {
  private static final int MAX_USERS = 50;
  private static final String[] PARAMETERS = {
    "count",
    "surface",
    "exclude",
    "include",
    "category",
    "filter",
    "cursor",
    "explain",
    "why-not",
    "device",
    "timeZone",
    "localTime",
    "currentItem"
  };
  private static final String[] FIELDS = {
    "userId",
    "users",
    "items",
    "count",
    "surface",
    "exclude",
    "include",
    "category",
    "filter",
    "cursor",
    "explain",
    "whyNot",
    "context"
  };
  private static final String[] CONTEXT = {"device", "timeZone", "localTime", "currentItem"};

  private final RecommendationPipeline pipeline;
  private final Tracing tracing;
  private final RequestReader requests;

  RecommendationApi(RecommendationPipeline pipeline, Tracing tracing, RequestReader requests) {
    this.pipeline = pipeline;
    this.tracing = tracing;
    this.requests = requests;
  }

  /** Slates of several users, in their order. */
  record Slates(List<UserSlate> slates) {}

  /** One user's slate, or what is wrong with the user. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UserSlate(String userId, @Nullable SlateAnswer slate, @Nullable Problem problem) {}

  Object forUser(HttpCall call) {
    Inputs in = call.allow(PARAMETERS);
    return answer(requests.read(in, in, call.id("userId"), List.of()), in);
  }

  Object forBody(HttpCall call) {
    Fields body = Fields.of(call.allow().json(), FIELDS);
    if (body.has("users")) {
      return forUsers(body);
    }
    String userId = body.id("userId");
    List<String> session = List.copyOf(body.ids("items"));
    if (userId != null && !session.isEmpty()) {
      throw ApiException.badField(
          "items",
          "given together with userId",
          "userId, or items of an anonymous session",
          "post events for the user instead, or leave userId out");
    }
    return answer(requests.read(body, body.object("context", CONTEXT), userId, session), body);
  }

  /** What is wrong with all is an error; what is wrong with one user is that user's alone. */
  private Slates forUsers(Fields body) {
    for (String other : List.of("userId", "items", "cursor", "explain")) {
      if (body.has(other)) {
        throw ApiException.badField(
            other, "given together with users", "one of them", "ask for each alone");
      }
    }
    List<String> users = body.texts("users", MAX_USERS);
    Fields context = body.object("context", CONTEXT);
    List<UserSlate> slates = new ArrayList<>(users.size());
    for (String user : users) {
      try {
        String id = InvalidRecordException.checkId("users", user);
        SlateAnswer slate = answer(requests.read(body, context, id, List.of()), body);
        slates.add(new UserSlate(user, slate, null));
      } catch (InvalidRecordException e) {
        slates.add(new UserSlate(user, null, ProblemHandler.invalid(e)));
      }
    }
    return new Slates(slates);
  }

  private SlateAnswer answer(SlateRequest request, Inputs in) {
    boolean explain = in.flag("explain");
    List<String> asked =
        ReplayApi.whyNot(List.copyOf(in.ids(in.has("whyNot") ? "whyNot" : "why-not")));
    Recommendation made = pipeline.recommend(request);
    if (explain || !asked.isEmpty()) {
      tracing.log().log(made, TraceRecord.Cause.EXPLAINED);
    }
    return SlateAnswer.of(
        made,
        explain ? tracing.explainer().explain(made) : null,
        asked.isEmpty() ? null : tracing.whyNot().find(made, asked));
  }
}
