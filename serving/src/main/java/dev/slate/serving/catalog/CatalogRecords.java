package dev.slate.serving.catalog;

import dev.slate.data.event.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/** All items, or all users, as their compacted topic has them. Thread-safe. */
public interface CatalogRecords<T extends Record> {

  /** What one is called. */
  String noun();

  /** The field of its JSON with the id. */
  String idField();

  /**
   * Reads one.
   *
   * @throws InvalidRecordException naming the field and what was expected
   */
  T decode(byte[] json);

  String idOf(T one);

  /** The one of an id, null if there is none. */
  @Nullable T find(String id);

  /** Those whose ids come after an id (null: all), by id; follows changes while it is read. */
  Iterable<T> after(@Nullable String id);
}
