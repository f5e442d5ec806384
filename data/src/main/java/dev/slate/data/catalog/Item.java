package dev.slate.data.catalog;

import dev.slate.data.event.InvalidRecordException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One item of the catalogue; immutable.
 *
 * @param itemId 1 to 128 UTF-8 bytes
 * @param title what people read; may be empty
 * @param categories most specific first; may be empty
 * @param createdMs when it became part of the catalogue, milliseconds since 1970; 0 if not known
 * @param available whether it may be recommended now
 * @param attributes anything else, by name; kept in the order of the names
 */
public record Item(
    String itemId,
    String title,
    List<String> categories,
    long createdMs,
    boolean available,
    Map<String, String> attributes) {

  public Item {
    InvalidRecordException.checkId("itemId", itemId);
    categories = List.copyOf(categories);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }
}
