package dev.slate.serving.context;

import dev.slate.data.config.SlateConfig;
import java.time.Duration;

/**
 * How much time a request has, by the monotonic clock: the whole, and the share of it after which a
 * stage does not begin any more.
 */
public record Deadline(long startNanos, long budgetNanos, SlateConfig.Stages stages) {

  /** Stages that are left out, or cut short, when they come too late. */
  public enum Stage {
    USER_STATE,
    RETRIEVE,
    RANK,
    RERANK
  }

  /** From now. */
  public static Deadline in(Duration budget, SlateConfig.Stages stages) {
    return new Deadline(System.nanoTime(), budget.toNanos(), stages);
  }

  /** Whether it is too late for a stage to begin. */
  public boolean isTooLateFor(Stage stage) {
    return remainingNanos(stage) == 0;
  }

  /** How long a stage may still wait or begin; not negative. */
  public long remainingNanos(Stage stage) {
    long until = startNanos + (long) (share(stage) * budgetNanos);
    return Math.max(0, until - System.nanoTime());
  }

  private double share(Stage stage) {
    return switch (stage) {
      case USER_STATE -> stages.userState();
      case RETRIEVE -> stages.retrieve();
      case RANK -> stages.rank();
      case RERANK -> stages.rerank();
    };
  }
}
