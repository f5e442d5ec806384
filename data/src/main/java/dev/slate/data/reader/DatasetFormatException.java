package dev.slate.data.reader;

/** Files that cannot be read as a data set; says which file, what is wrong, what was expected. */
public final class DatasetFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatasetFormatException(String message) {
    super(message);
  }
}
