package dev.slate.serving.context;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader;
import java.util.List;
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

  /**
   * Waits for the store at most half of the time that is left, so that the rest of the path has the
   * other half.
   */
  public UserState read(String userId, long nowMs, Deadline deadline) {
    try {
      List<FeatureRow> rows =
          reader
              .read(
                  List.of(
                      new ValueReader.Key(features.userActivity(), userId),
                      new ValueReader.Key(features.userLongterm(), userId)),
                  nowMs)
              .toCompletableFuture()
              .get(deadline.remainingNanos() / 2, TimeUnit.NANOSECONDS);
      return UserState.of(rows.get(0), rows.get(1));
    } catch (TimeoutException e) {
      return UserState.unknown("the online store did not answer in time");
    } catch (ExecutionException e) {
      return UserState.unknown("the online store failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UserState.unknown("interrupted");
    }
  }
}
