package dev.slate.serving.resilience;

import dev.slate.data.config.SlateConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker before something that may fail: who wants to call it asks first and says
 * afterwards how it went. It opens when enough calls of the last seconds failed, refuses all a
 * while, then lets a few through and closes when they succeed. Nothing is ever tried again here.
 * All of it by the monotonic clock; thread-safe.
 */
public final class Breaker {
  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
  private static final int FEWEST_CALLS = 5;

  private final CircuitBreaker circuit;
  private final Counter succeeded;
  private final Counter failed;
  private final Counter refused;

  /**
   * @param name of what is called: the metrics' tag
   */
  public Breaker(String name, SlateConfig.Breaker settings, MeterRegistry meters) {
    circuit =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .clock(new MonotonicClock())
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) settings.window().toSeconds())
                .minimumNumberOfCalls(FEWEST_CALLS)
                .failureRateThreshold((float) (100 * settings.failureRate()))
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .build());
    succeeded = meters.counter("slate.breaker.calls", "breaker", name, "outcome", "ok");
    failed = meters.counter("slate.breaker.calls", "breaker", name, "outcome", "failed");
    refused = meters.counter("slate.breaker.calls", "breaker", name, "outcome", "refused");
    meters.gauge("slate.breaker.open", Tags.of("breaker", name), this, Breaker::openness);
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> {
              CircuitBreaker.State to = event.getStateTransition().getToState();
              meters
                  .counter("slate.breaker.transitions", "breaker", name, "to", word(to))
                  .increment();
              LOG.info("breaker of {}: {}", name, word(to));
            });
  }

  public String name() {
    return circuit.getName();
  }

  /** Asks for a call. Who gets true must end it by {@link #succeeded} or {@link #failed}, once. */
  public boolean tryCall() {
    if (circuit.tryAcquirePermission()) {
      return true;
    }
    refused.increment();
    return false;
  }

  /**
   * The call did what it should.
   *
   * @param nanos it took
   */
  public void succeeded(long nanos) {
    succeeded.increment();
    circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * The call failed, or its caller gave it up.
   *
   * @param nanos it took
   */
  public void failed(long nanos, Throwable why) {
    failed.increment();
    circuit.onError(nanos, TimeUnit.NANOSECONDS, why);
  }

  /**
   * Opens now, for who knows from elsewhere that calls would fail; does nothing if it is not
   * closed.
   */
  public void open() {
    if (circuit.getState() == CircuitBreaker.State.CLOSED) {
      circuit.transitionToOpenState();
    }
  }

  /** Whether every call would be let through. */
  public boolean isClosed() {
    return circuit.getState() == CircuitBreaker.State.CLOSED;
  }

  /** {@code closed}, {@code open} or {@code half-open}. */
  public String state() {
    return word(circuit.getState());
  }

  private double openness() {
    return switch (circuit.getState()) {
      case CLOSED, DISABLED, METRICS_ONLY -> 0;
      case HALF_OPEN -> 0.5;
      case OPEN, FORCED_OPEN -> 1;
    };
  }

  private static String word(CircuitBreaker.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
