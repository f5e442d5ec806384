package dev.slate.serving.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.serving.resilience.AdaptiveLimit.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The limit before a simulated server of two cores, in simulated time. */
class AdaptiveLimitTest {
  private static final long MS = 1_000_000L;

  @Test
  void overload_threeTimesTheCapacity_keepsGoodputAndLatency() {
    // Two cores of 2 ms a request: 1,000 a second.
    Simulation idle = new Simulation(2 * MS);
    idle.run(300, 20);
    Simulation over = new Simulation(2 * MS);
    over.run(300, 10);
    over.run(3_000, 2);
    over.forget();
    over.run(3_000, 30);
    assertThat(idle.refused).isZero();
    // 98 % of what two cores can do, and the latency of a short queue.
    assertThat(over.latencies.size()).isGreaterThan(29_400);
    assertThat(over.latencyMs(99)).isLessThan(3 * idle.latencyMs(99));
    assertThat(over.limit.limit()).isLessThan(10);
  }

  @Test
  void overload_hasEnded_growsBackAndRefusesNothing() {
    Simulation server = new Simulation(2 * MS);
    server.run(3_000, 10);
    server.run(300, 5);
    server.forget();
    server.run(300, 10);
    assertThat(server.refused).isZero();
    assertThat(server.limit.limit()).isEqualTo(32);
  }

  @Test
  void service_becomesSlowForGood_isNotTakenForAQueue() {
    Simulation server = new Simulation(MS);
    server.run(300, 10);
    server.serviceNanos = 4 * MS;
    server.run(1_500, 30);
    server.forget();
    server.run(1_500, 10);
    // 500 a second is what two cores can do.
    assertThat(server.latencies.size()).isGreaterThan(4_500);
  }

  @Test
  void tryAcquire_prefetch_isRefusedFirst() {
    AdaptiveLimit limit = new AdaptiveLimit(1, 8, () -> 0);
    for (int i = 0; i < 4; i++) {
      assertThat(limit.tryAcquire(Priority.PREFETCH)).isTrue();
    }
    assertThat(limit.tryAcquire(Priority.PREFETCH)).isFalse();
    for (int i = 0; i < 4; i++) {
      assertThat(limit.tryAcquire(Priority.NORMAL)).isTrue();
    }
    assertThat(limit.tryAcquire(Priority.NORMAL)).isFalse();
    limit.forget();
    assertThat(limit.tryAcquire(Priority.NORMAL)).isTrue();
    assertThat(limit.underWay()).isEqualTo(8);
  }

  @Test
  void create_minAboveMax_isRefused() {
    assertThatThrownBy(() -> new AdaptiveLimit(5, 4, () -> 0))
        .hasMessage("resilience.concurrency: 5 to 4 (expected: 1 <= min <= max)");
  }

  /** First come, first served by two cores; exponential service times around a mean. */
  private static final class Simulation {
    private static final int CORES = 2;

    private record Request(long arrived, long done) {}

    private final SplittableRandom random = new SplittableRandom(7);
    private final PriorityQueue<Request> running =
        new PriorityQueue<>(Comparator.comparingLong(Request::done));
    private final long[] freeAt = new long[CORES];
    private final List<Long> latencies = new ArrayList<>();
    private long now;
    private long serviceNanos;
    private int refused;
    private final AdaptiveLimit limit = new AdaptiveLimit(4, 32, () -> now);

    Simulation(long serviceNanos) {
      this.serviceNanos = serviceNanos;
    }

    void run(int perSecond, int seconds) {
      long end = now + seconds * 1_000L * MS;
      long next = now;
      while (next < end) {
        next += (long) (-Math.log(1 - random.nextDouble()) * 1_000 * MS / perSecond);
        finishUntil(next);
        now = next;
        arrive();
      }
    }

    private void arrive() {
      if (!limit.tryAcquire(Priority.NORMAL)) {
        refused++;
        return;
      }
      int core = freeAt[0] <= freeAt[1] ? 0 : 1;
      long service = (long) (serviceNanos * (0.5 + random.nextDouble()));
      freeAt[core] = Math.max(now, freeAt[core]) + service;
      running.add(new Request(now, freeAt[core]));
    }

    private void finishUntil(long time) {
      while (!running.isEmpty() && running.peek().done() <= time) {
        Request request = running.remove();
        now = request.done();
        latencies.add(request.done() - request.arrived());
        limit.release(request.done() - request.arrived());
      }
    }

    void forget() {
      latencies.clear();
      refused = 0;
    }

    double latencyMs(int percentile) {
      Collections.sort(latencies);
      return latencies.get(latencies.size() * percentile / 100) / (double) MS;
    }
  }
}
