package dev.slate.serving.http;

import dev.slate.featurestore.freshness.FreshnessStore;
import dev.slate.serving.freshness.AgeHistory;
import dev.slate.serving.freshness.Freshness;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code /v1/freshness} and its history. */
final class FreshnessApi {
  private static final long TIMEOUT_MS = 2_000;

  private final Freshness freshness;

  FreshnessApi(Freshness freshness) {
    this.freshness = freshness;
  }

  Object report(HttpCall call) {
    call.allow();
    return freshness.report();
  }

  AgeHistory.Report history(HttpCall call) throws InterruptedException {
    int minutes =
        call.allow("minutes").wholeNumber("minutes", 1, FreshnessStore.HISTORY_MINUTES, 60);
    try {
      return freshness
          .history()
          .report(minutes)
          .toCompletableFuture()
          .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw ApiException.unavailable(
          "the online store does not answer", "check Redis at slate.redis.uri");
    }
  }
}
