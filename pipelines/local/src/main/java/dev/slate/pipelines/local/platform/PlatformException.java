package dev.slate.pipelines.local.platform;

/** A broker, a Redis or a topic that cannot be had; says what was tried and what to do. */
public final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlatformException(String message) {
    super(message);
  }

  public PlatformException(String message, Throwable cause) {
    super(message, cause);
  }
}
