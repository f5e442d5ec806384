package dev.slate.data.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param available whether it may be recommended within its life dates
 * @param attributes anything else, by name; kept in the order of the names
 * @param availableFromMs the first millisecond since 1970 at which it may be recommended; 0: at
 *     once
 * @param expiresMs the first millisecond since 1970 at which it may no longer be recommended, after
 *     {@code availableFromMs}; 0: never
 */
public record Item(
    String itemId,
    String title,
    List<String> categories,
    long createdMs,
    boolean available,
    Map<String, String> attributes,
    @JsonProperty("availableFrom") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long availableFromMs,
    @JsonProperty("expires") @JsonInclude(JsonInclude.Include.NON_DEFAULT) long expiresMs) {

  public Item {
    InvalidRecordException.checkId("itemId", itemId);
    categories = List.copyOf(categories);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    if (expiresMs != 0 && expiresMs <= availableFromMs) {
      throw new InvalidRecordException(
          "expires",
          expiresMs + " (expected: after availableFrom, which is " + availableFromMs + ")");
    }
  }

  /** Without life dates. */
  public Item(
      String itemId,
      String title,
      List<String> categories,
      long createdMs,
      boolean available,
      Map<String, String> attributes) {
    this(itemId, title, categories, createdMs, available, attributes, 0, 0);
  }

  /** The same item in other categories. */
  public Item withCategories(List<String> others) {
    return new Item(
        itemId, title, others, createdMs, available, attributes, availableFromMs, expiresMs);
  }

  /** Whether it may be recommended at a time. */
  public boolean isAvailableAt(long nowMs) {
    return available && nowMs >= availableFromMs && (expiresMs == 0 || nowMs < expiresMs);
  }
}
