package dev.slate.data.event;

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

  /**
   * Checks that an id has 1 to 128 UTF-8 bytes, no control character, and no half of a surrogate
   * pair, which UTF-8 cannot carry.
   */
  public static String checkId(String field, String id) {
    int bytes = 0;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (Character.isISOControl(c)) {
        throw new InvalidRecordException(field, "has a control character (expected: none)");
      }
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < id.length() && Character.isSurrogatePair(c, id.charAt(i + 1));
        if (!pair) {
          throw new InvalidRecordException(field, "has half a surrogate pair (expected: UTF-8)");
        }
        i++;
      }
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isSurrogate(c) ? 4 : 3;
    }
    if (bytes == 0 || bytes > MAX_ID_BYTES) {
      throw new InvalidRecordException(
          field, bytes + " bytes (expected: 1 to " + MAX_ID_BYTES + " UTF-8 bytes)");
    }
    return id;
  }
}
