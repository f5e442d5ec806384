package dev.slate.serving.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What body a route takes, and how long one may wait for it. */
public enum Body {
  /** None, or an empty object; what GET brings is not read. */
  NONE(64 * 1024),
  /** One JSON document of at most 64 KB. */
  DOCUMENT(64 * 1024),
  /** Many documents, one array or one per line, of at most 5 MB; after gzip, too. */
  BATCH(5 * 1024 * 1024);

  private static final long SLOWEST_SECONDS = 5;

  private final long maxBytes;

  Body(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  long maxBytes() {
    return maxBytes;
  }

  /**
   * The whole request; fails with an {@link ApiException} if the body is not one that the route
   * takes, or takes longer than five seconds to arrive.
   */
  CompletableFuture<AggregatedHttpRequest> read(
      ServiceRequestContext context, HttpRequest request) {
    ApiException wrong = problemOf(request);
    if (wrong != null) {
      return CompletableFuture.failedFuture(wrong);
    }
    CompletableFuture<AggregatedHttpRequest> whole = request.aggregate();
    if (!whole.isDone()) {
      var cut =
          context
              .eventLoop()
              .withoutContext()
              .schedule(() -> cut(whole, request), SLOWEST_SECONDS, TimeUnit.SECONDS);
      var unused = whole.whenComplete((body, failure) -> cut.cancel(false));
    }
    return this == NONE && request.method() != HttpMethod.GET
        ? whole.thenApply(Body::requireNone)
        : whole;
  }

  /** What is wrong with what a request says of its body; null if nothing is. */
  @Nullable ApiException problemOf(HttpRequest request) {
    MediaType type = request.contentType();
    return this == NONE || isJson(type)
        ? null
        : new ApiException(
            Problem.of(
                "wrong-content-type",
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "Content-Type: " + type + " (expected: application/json)",
                "Content-Type",
                "send JSON, and say so: Content-Type: application/json"));
  }

  private static void cut(CompletableFuture<AggregatedHttpRequest> whole, HttpRequest request) {
    ApiException late =
        new ApiException(
            Problem.of(
                "slow-body",
                HttpStatus.REQUEST_TIMEOUT,
                "body: not there after " + SLOWEST_SECONDS + " s",
                "body",
                "send the whole body at once, or less of it"));
    whole.completeExceptionally(late);
    request.abort(late);
  }

  /**
   * {@code curl -d} says that it sends a form unless it is told otherwise; so that is taken too.
   */
  private static boolean isJson(@Nullable MediaType type) {
    return type == null
        || type.isJson()
        || type.subtype().endsWith("ndjson")
        || type.is(MediaType.PLAIN_TEXT_UTF_8.withoutParameters())
        || type.is(MediaType.FORM_DATA.withoutParameters());
  }

  private static AggregatedHttpRequest requireNone(AggregatedHttpRequest request) {
    HttpData content = request.content();
    if (!content.isEmpty()) {
      String text = content.toString(StandardCharsets.UTF_8).strip();
      if (!text.isEmpty() && !text.equals("{}")) {
        throw ApiException.badField(
            "body", content.length() + " bytes", "none: this route takes no body", "send no body");
      }
    }
    return request;
  }
}
