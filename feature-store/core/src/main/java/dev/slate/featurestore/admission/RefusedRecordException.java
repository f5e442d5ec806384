package dev.slate.featurestore.admission;

/** A record that must not be folded; names the field and what was expected. */
public final class RefusedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;

  public RefusedRecordException(Refusal reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Refusal reason() {
    return reason;
  }
}
