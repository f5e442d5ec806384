package dev.slate.serving.resilience;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A feature reader behind a breaker. Reads fail at once with {@link BreakerOpenException} while it
 * is open. A caller that gives a read up completes its future with the reason, and that counts as a
 * failure: a store that never answers opens the breaker as soon as one that says no. Thread-safe.
 */
public final class GuardedReader implements FeatureReader {
  private final FeatureReader reader;
  private final Breaker breaker;

  /**
   * @param reader closed with this one
   */
  public GuardedReader(FeatureReader reader, Breaker breaker) {
    this.reader = reader;
    this.breaker = breaker;
  }

  @Override
  public CompletionStage<List<FeatureRow>> read(List<ValueReader.Key> keys, long nowMs) {
    if (!breaker.tryCall()) {
      return CompletableFuture.failedFuture(new BreakerOpenException(breaker));
    }
    long begin = System.nanoTime();
    CompletableFuture<List<FeatureRow>> answer = new CompletableFuture<>();
    var unused =
        answer.whenComplete(
            (rows, error) -> {
              long nanos = System.nanoTime() - begin;
              if (error == null) {
                breaker.succeeded(nanos);
              } else {
                breaker.failed(nanos, error);
              }
            });
    try {
      var unusedToo =
          reader
              .read(keys, nowMs)
              .whenComplete(
                  (rows, error) -> {
                    if (error == null) {
                      answer.complete(rows);
                    } else {
                      answer.completeExceptionally(error);
                    }
                  });
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /** Not guarded: it is asked in the background. */
  @Override
  public CompletionStage<Long> newestEventTimeMs(FeatureView view) {
    return reader.newestEventTimeMs(view);
  }

  /** Whether a read would be sent now, breaker or not. */
  @Override
  public boolean isConnected() {
    return reader.isConnected();
  }

  @Override
  public void close() {
    reader.close();
  }
}
