package dev.slate.featurestore.state;

/** Stored bytes that are not a state of the expected shape and version. */
public final class StateFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StateFormatException(String message) {
    super(message);
  }
}
