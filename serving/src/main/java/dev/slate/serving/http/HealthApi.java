package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.slate.serving.Health;

/** {@code /health}: whether the process lives, and whether it can answer well. */
final class HealthApi {
  private final Health health;

  HealthApi(Health health) {
    this.health = health;
  }

  record Live(String status) {}

  Object live(HttpCall call) {
    return new Live("live");
  }

  Object ready(HttpCall call) {
    Health.Report report = health.report();
    HttpStatus status = report.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
    HttpResponse response = Json.of(status, MediaType.JSON_UTF_8, report);
    return response;
  }
}
