package dev.slate.serving.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.serving.context.Deadline;
import dev.slate.serving.context.UserState;
import dev.slate.serving.context.UserStateReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A store that fails, hangs and comes back, seen through its breaker. */
class GuardedReaderTest {
  private static final SlateConfig.Breaker SETTINGS =
      new SlateConfig.Breaker(Duration.ofSeconds(2), 0.5, Duration.ofMillis(100), 3);
  private static final FeatureCatalog FEATURES = FeatureCatalog.standard();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Breaker breaker = new Breaker("store", SETTINGS, meters);
  private final Store store = new Store();
  private final UserStateReader users =
      new UserStateReader(new GuardedReader(store, breaker), FEATURES);

  private String problem() {
    // 10 ms for the store.
    Deadline deadline =
        Deadline.in(Duration.ofMillis(100), new SlateConfig.Stages(0.1, 0.5, 0.7, 0.9));
    UserState state = users.read("u", 0, deadline);
    return state.problem() == null ? "" : state.problem();
  }

  @Test
  void read_storeHangs_opensAfterFiveCallsAndAsksNoMore() {
    store.behaviour = new CompletableFuture<>();
    for (int i = 0; i < 5; i++) {
      assertThat(problem()).isEqualTo("the online store did not answer in time");
    }
    assertThat(breaker.state()).isEqualTo("open");
    int asked = store.asked.get();
    for (int i = 0; i < 1_000; i++) {
      assertThat(problem()).contains("breaker is open");
    }
    // Probes may have been let through meanwhile; they are at most three of each 100 ms.
    assertThat(store.asked.get() - asked).isLessThan(100);
    assertThat(meters.get("slate.breaker.open").gauge().value()).isPositive();
    assertThat(refusals()).isGreaterThan(900);
  }

  @Test
  void read_storeIsBack_closesAfterItsProbes() {
    store.behaviour = CompletableFuture.failedFuture(new IllegalStateException("down"));
    for (int i = 0; i < 5; i++) {
      assertThat(problem()).contains("down");
    }
    assertThat(problem()).contains("breaker is open");
    store.behaviour = null;
    await().atMost(Duration.ofSeconds(5)).until(() -> problem().isEmpty());
    await().atMost(Duration.ofSeconds(5)).until(() -> problem().isEmpty() && breaker.isClosed());
    assertThat(meters.get("slate.breaker.open").gauge().value()).isZero();
  }

  @Test
  void read_probesFail_opensAgain() {
    store.behaviour = CompletableFuture.failedFuture(new IllegalStateException("down"));
    for (int i = 0; i < 6; i++) {
      problem();
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () -> {
              problem();
              return transitions("half-open") >= 2 && transitions("open") >= 2;
            });
    assertThat(transitions("closed")).isZero();
  }

  private double refusals() {
    return meters.get("slate.breaker.calls").tag("outcome", "refused").counter().count();
  }

  private double transitions(String to) {
    var counter = meters.find("slate.breaker.transitions").tag("to", to).counter();
    return counter == null ? 0 : counter.count();
  }

  /** Answers nothing known, or as it is told. */
  private static final class Store implements FeatureReader {
    final AtomicInteger asked = new AtomicInteger();
    volatile @Nullable CompletableFuture<List<FeatureRow>> behaviour;

    @Override
    public CompletionStage<List<FeatureRow>> read(List<ValueReader.Key> keys, long nowMs) {
      asked.incrementAndGet();
      CompletableFuture<List<FeatureRow>> told = behaviour;
      return told != null
          ? told.copy()
          : CompletableFuture.completedFuture(
              keys.stream().map(key -> FeatureRow.missing(key.view(), nowMs, null)).toList());
    }

    @Override
    public CompletionStage<Long> newestEventTimeMs(FeatureView view) {
      return CompletableFuture.completedFuture(0L);
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public void close() {}
  }
}
