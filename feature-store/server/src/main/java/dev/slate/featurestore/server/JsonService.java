package dev.slate.featurestore.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.slate.data.access.Role;
import dev.slate.featurestore.store.Degradation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code POST /get-online-features}: the JSON of Feast's Python server. */
final class JsonService implements HttpService {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(16).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final MediaType PROBLEM = MediaType.parse("application/problem+json");

  private final OnlineFeatures features;
  private final ServedMetrics metrics;
  private final Clock clock;

  JsonService(OnlineFeatures features, ServedMetrics metrics, Clock clock) {
    this.features = features;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    long began = System.nanoTime();
    return HttpResponse.of(
        request
            .aggregate()
            .thenCompose(this::answer)
            .handle(
                (response, failure) -> {
                  metrics.answered("json", failure == null ? "ok" : "failed", began);
                  return failure == null ? response : failed(Exceptions.peel(failure));
                }));
  }

  private CompletableFuture<HttpResponse> answer(AggregatedHttpRequest http) {
    JsonRequest request = JsonRequest.parse(MAPPER, http.content().array(), clock.millis());
    return features.answer(request.online()).thenApply(answer -> encoded(request, answer));
  }

  private HttpResponse encoded(JsonRequest request, OnlineAnswer answer) {
    Map<FeatureReference, Degradation> degraded = answer.degraded();
    metrics.degraded(degraded);
    byte[] body;
    try {
      body = JsonAnswer.encode(MAPPER.getFactory(), request, answer, degraded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, HttpData.wrap(body));
  }

  /** The answer to a request that the gate does not let in. */
  static HttpResponse refused(KeyGate.Refusal refusal, Role needed) {
    return switch (refusal) {
      case NO_KEY, UNKNOWN_KEY -> refused(refusal, "no-key", HttpStatus.UNAUTHORIZED);
      case ROLE_TOO_LOW -> refused(refusal, "role-too-low", HttpStatus.FORBIDDEN);
      case TOO_MANY -> refused(refusal, "too-many-requests", HttpStatus.TOO_MANY_REQUESTS);
    };
  }

  private static HttpResponse refused(KeyGate.Refusal refusal, String slug, HttpStatus status) {
    return problem(slug, status, refusal.detail(), "Authorization", refusal.fix());
  }

  private static HttpResponse failed(Throwable cause) {
    return cause instanceof InvalidRequestException invalid
        ? problem(
            "invalid-feature-request",
            HttpStatus.BAD_REQUEST,
            String.valueOf(invalid.getMessage()),
            invalid.field(),
            invalid.fix())
        : problem(
            "store-unavailable",
            HttpStatus.SERVICE_UNAVAILABLE,
            "the online store does not answer",
            "",
            "check Redis at slate.redis.uri");
  }

  private static HttpResponse problem(
      String slug, HttpStatus status, String detail, String field, String fix) {
    ObjectNode problem = MAPPER.createObjectNode();
    problem.put("type", "https://slate.dev/problems/" + slug);
    problem.put("title", status.reasonPhrase());
    problem.put("status", status.code());
    problem.put("detail", detail);
    if (!field.isEmpty()) {
      problem.put("field", field);
    }
    problem.put("fix", fix);
    try {
      ResponseHeadersBuilder headers = ResponseHeaders.builder(status).contentType(PROBLEM);
      if (status.equals(HttpStatus.UNAUTHORIZED)) {
        headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
      }
      if (status.equals(HttpStatus.TOO_MANY_REQUESTS)) {
        headers.set(HttpHeaderNames.RETRY_AFTER, "1");
      }
      return HttpResponse.of(headers.build(), HttpData.wrap(MAPPER.writeValueAsBytes(problem)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
