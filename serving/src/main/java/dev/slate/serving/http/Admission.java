package dev.slate.serving.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.slate.serving.resilience.AdaptiveLimit;
import dev.slate.serving.resilience.AdaptiveLimit.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many requests for slates in as are answered in time; the others get 429 and {@code
 * Retry-After} at once, before anything is read. Requests that nobody waits for are refused first.
 */
final class Admission {
  private static final String SEC_PURPOSE = "sec-purpose";

  private final AdaptiveLimit limit;
  private final String prefetchSurface;
  private final Counter refused;
  private final Counter refusedPrefetch;
  private final AggregatedHttpResponse overloaded;

  Admission(AdaptiveLimit limit, String prefetchSurface, MeterRegistry meters) {
    this.limit = limit;
    this.prefetchSurface = prefetchSurface;
    meters.gauge("slate.concurrency.limit", limit, AdaptiveLimit::limit);
    meters.gauge("slate.concurrency.used", limit, AdaptiveLimit::underWay);
    refused = meters.counter("slate.requests.refused", "priority", "normal");
    refusedPrefetch = meters.counter("slate.requests.refused", "priority", "prefetch");
    overloaded =
        Json.aggregatedProblem(
            Problem.of(
                "overloaded",
                HttpStatus.TOO_MANY_REQUESTS,
                "as many slates are being made as this process can make in time",
                null,
                "try again after a second"));
  }

  /** Answers by the work, if there is room for it. */
  HttpResponse admit(
      ServiceRequestContext context,
      HttpRequest request,
      Supplier<CompletableFuture<HttpResponse>> work) {
    Priority priority = priority(context, request);
    if (!limit.tryAcquire(priority)) {
      (priority == Priority.NORMAL ? refused : refusedPrefetch).increment();
      return overloaded.toHttpResponse();
    }
    long begin = System.nanoTime();
    return HttpResponse.of(work.get().whenComplete((answer, error) -> leave(begin, error)));
  }

  private void leave(long begin, @Nullable Throwable error) {
    if (error == null) {
      limit.release(System.nanoTime() - begin);
    } else {
      limit.forget();
    }
  }

  private Priority priority(ServiceRequestContext context, HttpRequest request) {
    return request.headers().get(SEC_PURPOSE, "").startsWith("prefetch")
            || prefetchSurface.equals(context.queryParam("surface"))
        ? Priority.PREFETCH
        : Priority.NORMAL;
  }
}
