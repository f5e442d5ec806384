package dev.slate.data.event;

import java.nio.charset.StandardCharsets;

/**
 * A record that breaks the rules of its kind; names the field, what it was and what was expected.
 */
public final class InvalidRecordException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_ID_BYTES = 128;

  private final String field;

  public InvalidRecordException(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
  }

  public String field() {
    return field;
  }

  /** Checks that an id has 1 to 128 UTF-8 bytes and no control characters. */
  public static String checkId(String field, String id) {
    int length = id.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MAX_ID_BYTES) {
      throw new InvalidRecordException(
          field, length + " bytes (expected: 1 to " + MAX_ID_BYTES + " UTF-8 bytes)");
    }
    if (id.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRecordException(field, "has a control character (expected: none)");
    }
    return id;
  }
}
