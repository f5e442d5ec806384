package dev.slate.pipelines.streaming;

/** A record that cannot be folded; the message names the field and what was expected. */
final class RefusedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;

  RefusedRecordException(Refusal reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  Refusal reason() {
    return reason;
  }
}
