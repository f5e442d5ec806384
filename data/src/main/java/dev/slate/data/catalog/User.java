package dev.slate.data.catalog;

import dev.slate.data.event.InvalidRecordException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a user beside their behaviour; immutable.
 *
 * @param userId 1 to 128 UTF-8 bytes
 * @param attributes country, age group, plan..., by name; kept in the order of the names
 */
public record User(String userId, Map<String, String> attributes) {

  public User {
    InvalidRecordException.checkId("userId", userId);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }
}
