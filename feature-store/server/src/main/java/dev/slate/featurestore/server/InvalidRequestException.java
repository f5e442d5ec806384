package dev.slate.featurestore.server;

/** A request that cannot be answered as it is: what is wrong with which field, and the fix. */
final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String fix;

  InvalidRequestException(String field, String problem, String fix) {
    super(field + ": " + problem);
    this.field = field;
    this.fix = fix;
  }

  String field() {
    return field;
  }

  String fix() {
    return fix;
  }
}
