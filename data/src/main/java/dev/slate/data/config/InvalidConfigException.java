package dev.slate.data.config;

/** A configuration value that cannot be used; names the key, the value and what was expected. */
public final class InvalidConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidConfigException(String key, Object value, String expected) {
    super(key + ": " + value + " (expected: " + expected + ")");
  }
}
