package dev.slate.data.config;

import dev.slate.data.config.SurfaceSettings.Comparison;
import dev.slate.data.config.SurfaceSettings.Condition;
import dev.slate.data.config.SurfaceSettings.FixedSlot;
import dev.slate.data.config.SurfaceSettings.Known;
import dev.slate.data.config.SurfaceSettings.Mix;
import dev.slate.data.config.SurfaceSettings.Order;
import dev.slate.data.config.SurfaceSettings.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the groups of {@code slate.serving.surfaces}, one for each surface. */
final class SurfaceReader {
  private static final Pattern CONDITION =
      Pattern.compile("(history|hour)\\s*(<=|>=|<|>|=)\\s*(\\d{1,9})");
  private static final Set<String> KEYS = Set.of("parameters", "mix", "fixed", "count", "filter");
  private static final Set<String> SLOT_KEYS = Set.of("slot", "source", "if");
  private static final int MAX_SLOT = 500;

  private SurfaceReader() {}

  /** By the name of the surface. */
  static Map<String, SurfaceSettings> read(ConfigValues values, String group) {
    Map<String, SurfaceSettings> surfaces = new TreeMap<>();
    for (String name : values.names(group)) {
      // Quoted, as a name may have dots.
      surfaces.put(name, surface(values, group + ".\"" + name + "\""));
    }
    return surfaces;
  }

  private static SurfaceSettings surface(ConfigValues values, String key) {
    for (String name : values.names(key)) {
      if (!KEYS.contains(name)) {
        throw new InvalidConfigException(key + "." + name, "set", "one of " + sorted(KEYS));
      }
    }
    return new SurfaceSettings(
        values.has(key + ".parameters") ? values.flat(key + ".parameters") : Map.of(),
        values.has(key + ".mix") ? mix(values, key + ".mix") : null,
        values.has(key + ".fixed") ? fixed(values, key + ".fixed") : List.of(),
        values.has(key + ".count") ? values.integer(key + ".count", 1, MAX_SLOT) : 0,
        values.has(key + ".filter") ? values.text(key + ".filter") : "");
  }

  private static Mix mix(ConfigValues values, String key) {
    List<String> orders = values.names(key);
    if (orders.size() != 1) {
      throw new InvalidConfigException(key, orders, "one of fair, weighted or snake");
    }
    String order = key + "." + orders.get(0);
    return switch (orders.get(0)) {
      case "fair" -> new Mix(Order.FAIR, equal(values, order));
      case "snake" -> new Mix(Order.SNAKE, equal(values, order));
      case "weighted" -> new Mix(Order.WEIGHTED, weighted(values, order));
      default -> throw new InvalidConfigException(order, "set", "fair, weighted or snake");
    };
  }

  private static List<Share> equal(ConfigValues values, String key) {
    List<Share> shares = values.texts(key).stream().map(name -> new Share(name, 1)).toList();
    if (shares.isEmpty() || shares.stream().distinct().count() < shares.size()) {
      throw values.invalid(key, "names of sources, each once");
    }
    return shares;
  }

  /** A group has no order of its own. */
  private static List<Share> weighted(ConfigValues values, String key) {
    List<Share> shares =
        values.names(key).stream()
            .map(name -> new Share(name, values.integer(key + ".\"" + name + "\"", 1, 1_000)))
            .sorted(Comparator.comparingInt((Share s) -> -s.weight()).thenComparing(Share::source))
            .toList();
    if (shares.isEmpty()) {
      throw values.invalid(key, "a weight for each source");
    }
    return shares;
  }

  private static List<FixedSlot> fixed(ConfigValues values, String key) {
    if (!(values.raw(key) instanceof List<?> list)) {
      throw values.invalid(key, "a list of { slot, source, if }");
    }
    List<FixedSlot> slots = new ArrayList<>();
    for (Object each : list) {
      slots.add(slot(key, each));
    }
    return slots;
  }

  private static FixedSlot slot(String key, Object written) {
    String expected =
        "{ slot = 1 to " + MAX_SLOT + ", source = a name, if = such as history >= 5 }";
    if (!(written instanceof Map<?, ?> fields)
        || !SLOT_KEYS.containsAll(fields.keySet())
        || !(fields.get("slot") instanceof Integer slot)
        || !(fields.get("source") instanceof String source)
        || slot < 1
        || slot > MAX_SLOT) {
      throw new InvalidConfigException(key, written, expected);
    }
    return new FixedSlot(slot, source, conditions(key, fields.get("if")));
  }

  private static List<Condition> conditions(String key, @Nullable Object written) {
    List<Condition> conditions = new ArrayList<>();
    if (written != null) {
      for (String one : written.toString().strip().split("\\s+and\\s+", -1)) {
        conditions.add(condition(key, one));
      }
    }
    return conditions;
  }

  private static Condition condition(String key, String written) {
    Matcher parts = CONDITION.matcher(written);
    if (!parts.matches()) {
      throw new InvalidConfigException(
          key + ".if", written, "history or hour, one of < <= = >= >, and a whole number");
    }
    Comparison comparison =
        switch (parts.group(2)) {
          case "<" -> Comparison.LESS;
          case "<=" -> Comparison.AT_MOST;
          case ">=" -> Comparison.AT_LEAST;
          case ">" -> Comparison.MORE;
          default -> Comparison.EQUAL;
        };
    return new Condition(
        Known.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
        comparison,
        Integer.parseInt(parts.group(3)));
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }
}
