package dev.slate.bench.chaos;

import static dev.slate.bench.chaos.Standing.BREAKER_OPEN;
import static dev.slate.bench.chaos.Standing.FULL;
import static dev.slate.bench.chaos.Standing.NO_HISTORY;
import static dev.slate.bench.chaos.Standing.STORE_FAILED;
import static dev.slate.bench.chaos.Standing.STORE_LATE;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** One thing that breaks, and what answers must say meanwhile. */
enum Fault {
  NOTHING(Length.LASTING, Map.of(FULL, 1.0)) {
    @Override
    void begin(ChaosWorld world) {}

    @Override
    void end(ChaosWorld world) {}
  },
  // Open for half a second, then three probes: so few of the requests wait for the store.
  REDIS_BLACK_HOLED(Length.LASTING, Map.of(BREAKER_OPEN, 1.0, STORE_LATE, 0.2)) {
    @Override
    void begin(ChaosWorld world) {
      world.link().swallow();
    }

    @Override
    void end(ChaosWorld world) {
      world.link().heal();
    }
  },
  REDIS_SLOW(Length.LASTING, Map.of(BREAKER_OPEN, 1.0, STORE_LATE, 0.2)) {
    @Override
    void begin(ChaosWorld world) {
      world.link().slow(Duration.ofSeconds(5));
    }

    @Override
    void end(ChaosWorld world) {
      world.link().heal();
    }
  },
  // A probe may meet a connection that is open and leads nowhere.
  REDIS_KILLED(Length.LASTING, Map.of(BREAKER_OPEN, 1.0, STORE_FAILED, 0.2, STORE_LATE, 0.2)) {
    @Override
    void begin(ChaosWorld world) {
      world.killRedis();
    }

    @Override
    void end(ChaosWorld world) {
      world.startRedis();
    }
  },
  REDIS_RESTARTED(Length.MOMENT, REDIS_KILLED.meanwhile) {
    @Override
    void begin(ChaosWorld world) {
      world.killRedis();
    }

    @Override
    void end(ChaosWorld world) {
      world.startRedis();
    }
  },
  REDIS_WIPED(Length.MOMENT, Map.of(NO_HISTORY, 1.0)) {
    @Override
    void begin(ChaosWorld world) {
      world.wipeRedis();
    }

    @Override
    void end(ChaosWorld world) {}
  },
  KAFKA_GONE(Length.LASTING, Map.of(FULL, 1.0)) {
    @Override
    void begin(ChaosWorld world) {
      world.killKafka();
    }

    @Override
    void end(ChaosWorld world) {
      world.startKafka();
    }
  },
  MODELS_GONE(Length.LASTING, Map.of(FULL, 1.0)) {
    @Override
    void begin(ChaosWorld world) {
      ChaosWorld.move(world.registry(), world.registry().resolveSibling("elsewhere"));
    }

    @Override
    void end(ChaosWorld world) {
      ChaosWorld.move(world.registry().resolveSibling("elsewhere"), world.registry());
    }
  },
  CLOCK_BACK(Length.LASTING, Map.of(FULL, 1.0)) {
    @Override
    void begin(ChaosWorld world) {
      world.serving().tell(Long.toString(Duration.ofHours(-6).toMillis()));
    }

    @Override
    void end(ChaosWorld world) {
      world.serving().tell("0");
    }
  },
  CLOCK_AHEAD(Length.LASTING, Map.of(FULL, 1.0)) {
    @Override
    void begin(ChaosWorld world) {
      world.serving().tell(Long.toString(Duration.ofHours(6).toMillis()));
    }

    @Override
    void end(ChaosWorld world) {
      world.serving().tell("0");
    }
  };

  /** Whether it stays until it is mended, or is over as soon as it has happened. */
  enum Length {
    LASTING,
    MOMENT
  }

  private final Length length;
  private final Map<Standing, Double> meanwhile;

  /**
   * @param meanwhile what answers say while it lasts, and at most which share of them says so
   */
  Fault(Length length, Map<Standing, Double> meanwhile) {
    this.length = length;
    this.meanwhile = meanwhile;
  }

  abstract void begin(ChaosWorld world);

  abstract void end(ChaosWorld world);

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Length length() {
    return length;
  }

  Map<Standing, Double> meanwhile() {
    return meanwhile;
  }
}
