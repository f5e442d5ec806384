package dev.slate.data.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Typed, checked access to configuration values by their full key. Environment variables arrive as
 * text, so numbers may be written as text, too.
 *
 * <p>Every method throws {@link InvalidConfigException} with the key, the value and what was
 * expected.
 */
final class ConfigValues {
  private final Config config;

  ConfigValues(Config config) {
    this.config = config;
  }

  String text(String key) {
    String value = textOrEmpty(key);
    if (value.isBlank()) {
      throw new InvalidConfigException(key, "''", "not empty");
    }
    return value;
  }

  String textOrEmpty(String key) {
    Object value = raw(key);
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw invalid(key, "text");
  }

  /** Ids separated by commas, each 1 to 128 bytes; none if empty. */
  Set<String> ids(String key) {
    Set<String> ids = new LinkedHashSet<>();
    for (String id : textOrEmpty(key).split(",", -1)) {
      if (!id.isBlank()) {
        ids.add(id.strip());
      }
    }
    if (ids.stream().anyMatch(id -> id.getBytes(StandardCharsets.UTF_8).length > 128)) {
      throw invalid(key, "ids of at most 128 bytes, separated by commas");
    }
    return ids;
  }

  Path directory(String key) {
    String value = text(key);
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new InvalidConfigException(key, value, "a directory");
    }
  }

  Path directoryOr(String key, Path byDefault) {
    return textOrEmpty(key).isBlank() ? byDefault : directory(key);
  }

  ZoneId zone(String key) {
    String value = text(key);
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new InvalidConfigException(key, value, "a time zone such as UTC or Europe/Berlin");
    }
  }

  /** One of the constants of an enum, in lower case with dashes. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    String value = text(key);
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      names.add(name);
      if (name.equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw new InvalidConfigException(key, value, "one of " + String.join(", ", names));
  }

  int integer(String key, int min, int max) {
    return (int) wholeNumber(key, min, max);
  }

  long wholeNumber(String key, long min, long max) {
    String expected =
        min == Long.MIN_VALUE && max == Long.MAX_VALUE
            ? "a whole number"
            : "a whole number from " + min + " to " + max;
    try {
      long value = Long.parseLong(String.valueOf(raw(key)));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the error that names the key.
    }
    throw invalid(key, expected);
  }

  double number(String key, double min, double max) {
    try {
      double value = Double.parseDouble(String.valueOf(raw(key)));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the error that names the key.
    }
    throw invalid(key, "a number from " + min + " to " + max);
  }

  /** A list of texts; an environment variable has commas between them. */
  List<String> texts(String key) {
    Object value = raw(key);
    if (value instanceof String text) {
      return Arrays.stream(text.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList();
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String::valueOf).toList();
    }
    throw invalid(key, "a list of names");
  }

  /** Every value below a group, by its path within it; keys with dots may be quoted or nested. */
  Map<String, Object> flat(String group) {
    Map<String, Object> values = new TreeMap<>();
    config(group)
        .entrySet()
        .forEach(
            entry ->
                values.put(
                    String.join(".", ConfigUtil.splitPath(entry.getKey())),
                    entry.getValue().unwrapped()));
    return values;
  }

  /** The names directly below a group, in alphabetical order. */
  List<String> names(String group) {
    return config(group).root().keySet().stream().sorted().toList();
  }

  /** Whether a key is there. */
  boolean has(String key) {
    return config.hasPath(key);
  }

  private Config config(String group) {
    if (config.getValue(group).valueType() != ConfigValueType.OBJECT) {
      throw invalid(group, "a group of keys");
    }
    return config.getConfig(group);
  }

  /** The value of a key as it was written. */
  @Nullable Object raw(String key) {
    return config.getIsNull(key) ? null : config.getValue(key).unwrapped();
  }

  InvalidConfigException invalid(String key, String expected) {
    return new InvalidConfigException(key, String.valueOf(raw(key)), expected);
  }
}
