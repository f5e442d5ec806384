package dev.slate.data.fetch;

import java.io.IOException;

/** A data set that could not be fetched; says what went wrong and what to do. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  public FetchException(String message) {
    super(message);
  }

  public FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
