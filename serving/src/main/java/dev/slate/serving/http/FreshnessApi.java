package dev.slate.serving.http;

import dev.slate.serving.freshness.Freshness;

/** {@code /v1/freshness}. */
final class FreshnessApi {
  private final Freshness freshness;

  FreshnessApi(Freshness freshness) {
    this.freshness = freshness;
  }

  Object report(HttpCall call) {
    call.allow();
    return freshness.report();
  }
}
