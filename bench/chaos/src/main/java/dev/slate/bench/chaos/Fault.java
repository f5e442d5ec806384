package dev.slate.bench.chaos;

import java.time.Duration;
import java.util.Locale;

/** One thing that breaks, and what answers must say meanwhile. */
enum Fault {
  NOTHING(Expectation.FULL) {
    @Override
    void begin(ChaosWorld world) {}

    @Override
    void end(ChaosWorld world) {}
  },
  REDIS_BLACK_HOLED(Expectation.WITHOUT_STORE) {
    @Override
    void begin(ChaosWorld world) {
      world.link().swallow();
    }

    @Override
    void end(ChaosWorld world) {
      world.link().heal();
    }
  },
  REDIS_SLOW(Expectation.WITHOUT_STORE) {
    @Override
    void begin(ChaosWorld world) {
      world.link().slow(Duration.ofSeconds(5));
    }

    @Override
    void end(ChaosWorld world) {
      world.link().heal();
    }
  },
  REDIS_KILLED(Expectation.WITHOUT_STORE) {
    @Override
    void begin(ChaosWorld world) {
      world.killRedis();
    }

    @Override
    void end(ChaosWorld world) {
      world.startRedis();
    }
  },
  REDIS_RESTARTED(Expectation.EITHER) {
    @Override
    void begin(ChaosWorld world) {
      world.killRedis();
      world.startRedis();
    }

    @Override
    void end(ChaosWorld world) {}
  },
  REDIS_WIPED(Expectation.EITHER) {
    @Override
    void begin(ChaosWorld world) {
      world.wipeRedis();
    }

    @Override
    void end(ChaosWorld world) {}
  },
  KAFKA_GONE(Expectation.FULL) {
    @Override
    void begin(ChaosWorld world) {
      world.killKafka();
    }

    @Override
    void end(ChaosWorld world) {
      world.startKafka();
    }
  },
  MODELS_GONE(Expectation.FULL) {
    @Override
    void begin(ChaosWorld world) {
      ChaosWorld.move(world.registry(), world.registry().resolveSibling("elsewhere"));
    }

    @Override
    void end(ChaosWorld world) {
      ChaosWorld.move(world.registry().resolveSibling("elsewhere"), world.registry());
    }
  },
  CLOCK_BACK(Expectation.FULL) {
    @Override
    void begin(ChaosWorld world) {
      world.serving().tell(Long.toString(Duration.ofHours(-6).toMillis()));
    }

    @Override
    void end(ChaosWorld world) {
      world.serving().tell("0");
    }
  },
  CLOCK_AHEAD(Expectation.FULL) {
    @Override
    void begin(ChaosWorld world) {
      world.serving().tell(Long.toString(Duration.ofHours(6).toMillis()));
    }

    @Override
    void end(ChaosWorld world) {
      world.serving().tell("0");
    }
  };

  /** What answers must be while a fault lasts. */
  enum Expectation {
    /** As if nothing were. */
    FULL,
    /** Of a lower rung, because of the online store. */
    WITHOUT_STORE,
    /** The one or the other: it depends on the moment. */
    EITHER
  }

  private final Expectation expectation;

  Fault(Expectation expectation) {
    this.expectation = expectation;
  }

  abstract void begin(ChaosWorld world);

  abstract void end(ChaosWorld world);

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether an answer has a rung that may be now, and the reason of that rung. On a machine that
   * has more to do than this the store may also be late without a fault; then the reason must say
   * so.
   *
   * @param settled whether the fault has lasted long enough to be known
   */
  boolean fits(Answer answer, Settled settled) {
    boolean fits =
        switch (answer.rung()) {
          case "full" ->
              answer.says(null) || answer.says("no history") || answer.says("before re-ranking");
          case "light" -> answer.says("before ranking");
          case "cached", "popular", "segment" -> answer.says("online store");
          // Refused, which is counted apart.
          default -> answer.status() == 429;
        };
    boolean usedTheStore = answer.rung().equals("full") || answer.rung().equals("light");
    return fits
        && !(usedTheStore
            && expectation == Expectation.WITHOUT_STORE
            && settled == Settled.SETTLED);
  }

  /** Whether most answers must be full while it lasts. */
  boolean staysFull() {
    return expectation == Expectation.FULL;
  }

  /** Whether a fault has lasted for a second. */
  enum Settled {
    NOT_YET,
    SETTLED
  }
}
