package dev.slate.pipelines.nightly.run;

/** A step did not do what it was to do; its message is for people. */
public final class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StepFailedException(String step, String why, Throwable cause) {
    super(step + ": " + why, cause);
  }
}
