package dev.slate.serving.context;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.serving.resilience.BreakerOpenException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a user's state and row in one round trip; never fails, says what went wrong instead. */
public final class UserStateReader {
  private final FeatureReader reader;
  private final FeatureCatalog features;

  public UserStateReader(FeatureReader reader, FeatureCatalog features) {
    this.reader = reader;
    this.features = features;
  }

  /** Waits for the store as long as the deadline gives it, so that the other stages have theirs. */
  public UserState read(String userId, long nowMs, Deadline deadline) {
    CompletableFuture<List<FeatureRow>> read =
        reader
            .read(
                List.of(
                    new ValueReader.Key(features.userActivity(), userId),
                    new ValueReader.Key(features.userLongterm(), userId)),
                nowMs)
            .toCompletableFuture();
    try {
      List<FeatureRow> rows =
          read.get(deadline.remainingNanos(Deadline.Stage.USER_STATE), TimeUnit.NANOSECONDS);
      return UserState.of(rows.get(0), rows.get(1));
    } catch (TimeoutException e) {
      // The breaker before the store learns of it now, not when the store's own timeout ends it.
      read.completeExceptionally(e);
      return UserState.unknown("the online store did not answer in time");
    } catch (ExecutionException e) {
      return UserState.unknown(
          e.getCause() instanceof BreakerOpenException
              ? "the online store failed lately: its breaker is open"
              : "the online store failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UserState.unknown("interrupted");
    }
  }
}
