package dev.slate.pipelines.nightly.run;

/** Another process is running the night now. */
public final class RunInProgressException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunInProgressException(String message) {
    super(message);
  }
}
