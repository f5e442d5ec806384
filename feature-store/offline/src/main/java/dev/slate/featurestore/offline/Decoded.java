package dev.slate.featurestore.offline;

/** What a good record means to the lake. */
sealed interface Decoded {

  /**
   * A row.
   *
   * @param columns in the order of the table's
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, and never compared
  record Values(Object[] columns) implements Decoded {}

  /** No row of a table. */
  enum Other implements Decoded {
    /** The user of the record's key is to be forgotten. */
    ERASURE,
    /** It only measures, and is not kept. */
    NOTHING
  }
}
