package dev.slate.serving.context;

import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.state.StateFormatException;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.PackedRow;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads a user's state and row in one round trip; never fails, says what went wrong instead. */
public final class UserStateReader {
  private final FeatureReader reader;
  private final FeatureCatalog features;
  private final long fingerprint;

  public UserStateReader(FeatureReader reader, FeatureCatalog features) {
    this.reader = reader;
    this.features = features;
    this.fingerprint = PackedRow.shortFingerprint(features.fingerprint());
  }

  /**
   * Waits for the store at most half of the time that is left, so that the rest of the path has the
   * other half.
   */
  public UserState read(String userId, long nowMs, Deadline deadline) {
    try {
      List<byte @Nullable []> values =
          reader
              .read(
                  List.of(
                      new FeatureReader.Key(features.userActivity(), userId),
                      new FeatureReader.Key(features.userLongterm(), userId)))
              .toCompletableFuture()
              .get(deadline.remainingNanos() / 2, TimeUnit.NANOSECONDS);
      return decode(values.get(0), values.get(1), nowMs);
    } catch (TimeoutException e) {
      return UserState.unknown("the online store did not answer in time");
    } catch (ExecutionException e) {
      return UserState.unknown("the online store failed: " + e.getCause());
    } catch (StateFormatException e) {
      return UserState.unknown("the online store holds another format: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UserState.unknown("interrupted");
    }
  }

  private UserState decode(byte @Nullable [] activity, byte @Nullable [] longterm, long nowMs) {
    EntityState state =
        activity == null
            ? EntityState.empty(features.userActivity())
            : EntityState.decode(features.userActivity(), activity);
    PackedRow row = longterm == null ? null : PackedRow.decode(longterm);
    boolean ours = row != null && row.fingerprint() == fingerprint;
    return new UserState(state, ours ? row : null, state.history(nowMs), null);
  }
}
