package dev.slate.featurestore;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of names in a catalogue: they become parts of keys, columns and metrics. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private Names() {}

  /** Refuses names that are not lower case, digits and underscores, or that are there twice. */
  static void check(String where, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            where
                + ": name '"
                + name
                + "' (expected: a lower-case letter, then at most 63 lower-case letters, digits and"
                + " underscores)");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            where + ": name '" + name + "' is used twice (expected: once)");
      }
    }
  }

  /** Refuses what people would look for in vain. */
  static void requireText(String where, String field, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(where + ": " + field + " is empty (expected: some text)");
    }
  }
}
