package dev.slate.featurestore.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
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
import dev.slate.featurestore.store.ReadHeaders;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.types.ValueProto.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * {@code GetOnlineFeatures} of Feast's ServingService as a unary gRPC call that is framed here: no
 * message objects are made for the answer.
 */
final class GrpcService implements HttpService {
  private static final MediaType GRPC = MediaType.parse("application/grpc");
  private static final HttpHeaders OK = HttpHeaders.of("grpc-status", 0);
  private static final int INVALID_ARGUMENT = 3;
  private static final int UNIMPLEMENTED = 12;
  private static final int UNAVAILABLE = 14;
  private static final int PERMISSION_DENIED = 7;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNAUTHENTICATED = 16;
  // Clients refuse metadata of more than 8 KB.
  private static final int MAX_DEGRADED = 4_000;

  private final OnlineFeatures features;
  private final ServedMetrics metrics;
  private final Clock clock;

  GrpcService(OnlineFeatures features, ServedMetrics metrics, Clock clock) {
    this.features = features;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    if (request.method() != HttpMethod.POST) {
      return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }
    long began = System.nanoTime();
    return HttpResponse.of(
        request
            .aggregate()
            .thenCompose(this::answer)
            .handle(
                (response, failure) -> {
                  metrics.answered("grpc", failure == null ? "ok" : "failed", began);
                  return failure == null ? response : failed(Exceptions.peel(failure));
                }));
  }

  private CompletableFuture<HttpResponse> answer(AggregatedHttpRequest http) {
    GetOnlineFeaturesRequest request;
    try {
      request = GetOnlineFeaturesRequest.parseFrom(GrpcFrame.message(http.content()));
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidRequestException(
          "message", "not a GetOnlineFeaturesRequest: " + e.getMessage(), "send Feast's message");
    }
    boolean fullNames = request.getFullFeatureNames();
    return features
        .answer(online(request, http.headers().getLong(ReadHeaders.NOW_MS, clock.millis())))
        .thenApply(answer -> encoded(answer, fullNames));
  }

  private static OnlineRequest online(GetOnlineFeaturesRequest request, long nowMs) {
    Map<String, List<Value>> entities = new HashMap<>();
    request.getEntitiesMap().forEach((name, values) -> entities.put(name, values.getValList()));
    Map<String, List<Value>> context = new HashMap<>();
    request
        .getRequestContextMap()
        .forEach((name, values) -> context.put(name, values.getValList()));
    return new OnlineRequest(
        request.getFeatureService(), request.getFeatures().getValList(), entities, context, nowMs);
  }

  private HttpResponse encoded(OnlineAnswer answer, boolean fullNames) {
    // Feast's Java client finds its columns by the references that it asked for.
    List<String> names =
        answer.references().stream()
            .map(reference -> fullNames ? reference.fullName() : reference.toString())
            .toList();
    ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC);
    Map<FeatureReference, Degradation> degraded = answer.degraded();
    if (!degraded.isEmpty()) {
      metrics.degraded(degraded);
      headers.set(ReadHeaders.DEGRADED, text(degraded));
    }
    HttpData frame = ProtoAnswer.frame(answer, names);
    return HttpResponse.of(headers.build(), frame, OK);
  }

  private static String text(Map<FeatureReference, Degradation> degraded) {
    String text =
        degraded.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(";"));
    return text.length() <= MAX_DEGRADED
        ? text
        : text.substring(0, text.lastIndexOf(';', MAX_DEGRADED)) + ";...";
  }

  private static HttpResponse failed(Throwable cause) {
    if (cause instanceof InvalidRequestException invalid) {
      return status(INVALID_ARGUMENT, invalid.getMessage() + "; fix: " + invalid.fix());
    }
    if (cause instanceof UnsupportedOperationException) {
      return status(UNIMPLEMENTED, String.valueOf(cause.getMessage()));
    }
    return status(UNAVAILABLE, "the online store does not answer: " + cause);
  }

  /** The answer to a request that the gate does not let in. */
  static HttpResponse refused(KeyGate.Refusal refusal, Role needed) {
    int code =
        switch (refusal) {
          case NO_KEY, UNKNOWN_KEY -> UNAUTHENTICATED;
          case ROLE_TOO_LOW -> PERMISSION_DENIED;
          case TOO_MANY -> RESOURCE_EXHAUSTED;
        };
    return status(code, refusal.detail() + "; fix: " + refusal.fix());
  }

  /** An answer that is only an error; gRPC wants its text percent-encoded. */
  private static HttpResponse status(int code, String message) {
    String encoded = URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20");
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).build(),
        HttpData.empty(),
        HttpHeaders.of("grpc-status", Integer.toString(code), "grpc-message", encoded));
  }
}
