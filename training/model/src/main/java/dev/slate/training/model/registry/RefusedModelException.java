package dev.slate.training.model.registry;

/** A published model that must not be used; says what is wrong and what to do. */
public final class RefusedModelException extends Exception {
  private static final long serialVersionUID = 1;

  private final String version;
  private final String reason;
  private final String fix;

  public RefusedModelException(String version, String reason, String fix) {
    super("model " + version + " refused: " + reason + "; " + fix);
    this.version = version;
    this.reason = reason;
    this.fix = fix;
  }

  public String version() {
    return version;
  }

  /** What is wrong. */
  public String reason() {
    return reason;
  }

  /** What to do. */
  public String fix() {
    return fix;
  }
}
