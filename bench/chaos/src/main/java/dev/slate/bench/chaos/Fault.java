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
   * Whether an answer has the right rung and reason.
   *
   * @param settled whether the fault has lasted long enough to be known
   */
  boolean fits(Answer answer, Settled settled) {
    boolean full = answer.isFull() && (answer.says(null) || answer.says("no history"));
    boolean lower =
        answer.status() == 200
            && (answer.rung().equals("cached") || answer.rung().equals("popular"))
            && answer.says("online store");
    return switch (expectation) {
      case FULL -> full;
      case WITHOUT_STORE -> lower || full && settled == Settled.NOT_YET;
      case EITHER -> full || lower;
    };
  }

  /** Whether a fault has lasted for a second. */
  enum Settled {
    NOT_YET,
    SETTLED
  }
}
