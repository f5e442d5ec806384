package dev.slate.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.slate.serving.resilience.AdaptiveLimit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AdaptiveLimit limit = new AdaptiveLimit(1, 2, System::nanoTime);
  private final Admission admission = new Admission(limit, "ahead", meters);

  private HttpResponse ask(String query, String purpose, CompletableFuture<HttpResponse> work) {
    HttpRequest request =
        HttpRequest.of(
            RequestHeaders.of(
                HttpMethod.GET, "/v1/recommendations/u" + query, "sec-purpose", purpose));
    return admission.admit(ServiceRequestContext.of(request), request, () -> work);
  }

  private static AggregatedHttpResponse ended(HttpResponse response) {
    return response.aggregate().join();
  }

  @Test
  void admit_noRoom_refusesWithProblemAndRetryAfterUntilOneLeaves() {
    CompletableFuture<HttpResponse> first = new CompletableFuture<>();
    CompletableFuture<HttpResponse> second = new CompletableFuture<>();
    HttpResponse one = ask("", "", first);
    HttpResponse two = ask("", "", second);
    AggregatedHttpResponse refused = ended(ask("", "", new CompletableFuture<>()));
    assertThat(refused.status().code()).isEqualTo(429);
    assertThat(refused.headers().get("retry-after")).isEqualTo("1");
    assertThat(refused.contentUtf8()).contains("problems/overloaded").contains("\"fix\"");
    first.complete(HttpResponse.of(200));
    second.completeExceptionally(new IllegalStateException("broken"));
    assertThat(ended(one).status().code()).isEqualTo(200);
    assertThat(two.aggregate()).failsWithin(Duration.ofSeconds(10));
    assertThat(limit.underWay()).isZero();
    assertThat(ended(ask("", "", CompletableFuture.completedFuture(HttpResponse.of(200)))).status())
        .extracting(status -> status.code())
        .isEqualTo(200);
    assertThat(refusals("normal")).isEqualTo(1);
  }

  @Test
  void admit_prefetchByHeaderOrSurface_isRefusedWhileOthersGetIn() {
    HttpResponse under = ask("", "", new CompletableFuture<>());
    assertThat(ended(ask("", "prefetch;prerender", new CompletableFuture<>())).status().code())
        .isEqualTo(429);
    assertThat(ended(ask("?surface=ahead", "", new CompletableFuture<>())).status().code())
        .isEqualTo(429);
    assertThat(ended(ask("", "", CompletableFuture.completedFuture(HttpResponse.of(200)))).status())
        .extracting(status -> status.code())
        .isEqualTo(200);
    assertThat(refusals("prefetch")).isEqualTo(2);
    under.abort();
  }

  private double refusals(String priority) {
    return meters.get("slate.requests.refused").tag("priority", priority).counter().count();
  }
}
