package dev.slate.serving.scope;

/** A filter expression that cannot be read: where, what was found, what was expected, the fix. */
public final class InvalidFilterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final String fix;

  InvalidFilterException(int position, String found, String expected, String fix) {
    super("filter: " + found + " at character " + (position + 1) + " (expected: " + expected + ")");
    this.position = position;
    this.fix = fix;
  }

  /** 0-based, in characters. */
  public int position() {
    return position;
  }

  public String fix() {
    return fix;
  }
}
