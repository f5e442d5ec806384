package dev.slate.serving.resilience;

/** A call that was not made: earlier ones failed. */
public final class BreakerOpenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BreakerOpenException(Breaker breaker) {
    // Without a stack trace: there may be hundreds a second.
    super(breaker.name() + " is not asked for now: it failed lately", null, false, false);
  }
}
