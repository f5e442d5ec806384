package dev.slate.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.serving.explain.TraceRecord;
import dev.slate.serving.explain.TraceSummary;
import dev.slate.serving.explain.TracedUsers;
import dev.slate.serving.explain.Tracing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/traces}: logged requests, and whose are always logged. */
final class TraceApi {
  private static final int MOST = 200;
  private static final int BY_DEFAULT = 50;

  private final Tracing tracing;

  TraceApi(Tracing tracing) {
    this.tracing = tracing;
  }

  record Traces(List<TraceSummary> traces) {}

  record Users(List<String> users) {}

  /** A logged request as it was answered, with its trace. */
  record Logged(
      String requestId,
      @Nullable String userId,
      TraceRecord.Cause cause,
      long timeMs,
      String surface,
      int count,
      List<TraceRecord.Shown> items,
      String rung,
      @Nullable String rungReason,
      @Nullable String model,
      Map<String, String> experiments,
      JsonNode trace) {

    static Logged of(TraceRecord record) {
      return new Logged(
          record.requestId(),
          record.request().userId(),
          record.cause(),
          record.timeMs(),
          record.request().surface(),
          record.request().count(),
          record.items(),
          record.reached().rung().wireName(),
          record.reached().reason(),
          record.model(),
          record.experiments(),
          record.trace());
    }
  }

  Object newest(HttpCall call) {
    call.allow("user", "surface", "limit");
    String user = call.text("user");
    String surface = call.text("surface");
    return new Traces(
        tracing
            .store()
            .newest(
                call.wholeNumber("limit", 1, MOST, BY_DEFAULT),
                one ->
                    (user == null || user.equals(one.userId()))
                        && (surface == null || surface.equals(one.surface()))));
  }

  Object one(HttpCall call) {
    return Logged.of(find(tracing, call.allow().id("requestId")));
  }

  /** The record of a logged request. */
  static TraceRecord find(Tracing tracing, String requestId) {
    TraceRecord record = tracing.store().find(requestId);
    if (record == null) {
      throw ApiException.notFound(
          "a trace of request " + requestId,
          "requestId",
          "traces of sampled requests, traced users and explain=true are kept for a while:"
              + " see GET /v1/traces");
    }
    return record;
  }

  Object users(HttpCall call) {
    call.allow();
    return new Users(tracing.users().all());
  }

  Object addUser(HttpCall call) {
    String id = call.allow().id("id");
    if (tracing.users().isFull()) {
      throw ApiException.conflict(
          "already " + TracedUsers.MOST + " users are always traced",
          "id",
          "remove some, or set a rate instead");
    }
    tracing.users().add(id);
    return new Users(List.of(id));
  }

  Object removeUser(HttpCall call) {
    tracing.users().remove(call.allow().id("id"));
    return new Users(List.of());
  }
}
