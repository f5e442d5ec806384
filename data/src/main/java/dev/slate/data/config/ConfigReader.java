package dev.slate.data.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code slate.conf} over the defaults, and environment variables over both.
 *
 * <p>A key that does not exist is refused, so that a misspelt one cannot be silently ignored.
 */
public final class ConfigReader {
  private static final String PREFIX = "SLATE_";

  private final Config config;

  private ConfigReader(Config config) {
    this.config = config;
  }

  /**
   * Reads {@code slate.conf} of the working directory, if there is one, with the process's
   * environment.
   *
   * @throws InvalidConfigException naming the key, the value and what was expected
   */
  public static SlateConfig read() {
    return read(Path.of(System.getenv().getOrDefault("SLATE_CONF", "slate.conf")), System.getenv());
  }

  /** As {@link #read()}, with a given file (it may be absent) and environment. */
  public static SlateConfig read(Path file, Map<String, String> environment) {
    try {
      Config defaults =
          ConfigFactory.parseResources(ConfigReader.class.getClassLoader(), "slate-defaults.conf");
      Config own =
          Files.exists(file) ? ConfigFactory.parseFile(file.toFile()) : ConfigFactory.empty();
      requireKnownKeys(own, defaults, file);
      Config merged = withEnvironment(own.withFallback(defaults), defaults, environment).resolve();
      return new ConfigReader(merged.getConfig("slate")).toConfig();
    } catch (ConfigException e) {
      throw new InvalidConfigException(
          file.toString(),
          String.valueOf(e.getMessage()),
          "valid HOCON with the keys of slate-defaults.conf");
    }
  }

  private static void requireKnownKeys(Config own, Config defaults, Path file) {
    own.entrySet()
        .forEach(
            entry -> {
              if (!defaults.hasPathOrNull(entry.getKey())) {
                throw new InvalidConfigException(
                    entry.getKey(),
                    entry.getValue().unwrapped(),
                    "a key of slate-defaults.conf, in " + file);
              }
            });
  }

  private static Config withEnvironment(
      Config config, Config defaults, Map<String, String> environment) {
    Map<String, String> keys = new TreeMap<>();
    defaults
        .entrySet()
        .forEach(
            e ->
                keys.put(
                    e.getKey().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'),
                    e.getKey()));
    Config merged = config;
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String key = keys.get(variable.getKey());
      if (variable.getKey().startsWith(PREFIX) && key != null) {
        merged =
            merged.withValue(
                key,
                ConfigValueFactory.fromAnyRef(
                    variable.getValue(), "environment " + variable.getKey()));
      }
    }
    return merged;
  }

  private SlateConfig toConfig() {
    Path home = Path.of(config.getString("home")).toAbsolutePath().normalize();
    return new SlateConfig(
        home,
        new SlateConfig.Http(config.getString("http.host"), wholeNumber("http.port", 0, 65_535)),
        new SlateConfig.Kafka(
            text("kafka.bootstrap-servers"), wholeNumber("kafka.partitions", 1, 1_024)),
        new SlateConfig.Redis(text("redis.uri")),
        new SlateConfig.Paths(
            directory("paths.registry", home.resolve("registry")),
            directory("paths.lake", home.resolve("lake"))),
        ledger(home),
        new SlateConfig.Nightly(
            text("nightly.master"), text("nightly.cron"), zone("nightly.time-zone")),
        train(),
        new SlateConfig.Serving(
            Duration.ofMillis(wholeNumber("serving.budget-ms", 1, 60_000)),
            wholeNumber("serving.slate-size", 1, 500),
            wholeNumber("serving.candidates", 1, 10_000)));
  }

  private SlateConfig.Ledger ledger(Path home) {
    String url = config.getString("ledger.url");
    return new SlateConfig.Ledger(
        url.isEmpty()
            ? "jdbc:h2:file:" + home.resolve("ledger").resolve("runs") + ";AUTO_SERVER=TRUE"
            : url,
        config.getString("ledger.user"),
        config.getString("ledger.password"));
  }

  private SlateConfig.Train train() {
    return new SlateConfig.Train(
        number("train.min-rating", 0, 1_000),
        config.getLong("train.seed"),
        new SlateConfig.Als(
            wholeNumber("train.als.rank", 1, 1_024),
            wholeNumber("train.als.iterations", 1, 1_000),
            number("train.als.regularization", 0, 1_000),
            number("train.als.alpha", 0, 1_000_000)),
        new SlateConfig.TwoTower(
            wholeNumber("train.two-tower.dim", 8, 1_024),
            wholeNumber("train.two-tower.epochs", 1, 1_000),
            wholeNumber("train.two-tower.batch-size", 8, 65_536),
            number("train.two-tower.learning-rate", 1e-6, 10),
            number("train.two-tower.temperature", 1e-3, 10)),
        new SlateConfig.Ranker(
            wholeNumber("train.ranker.trees", 1, 10_000),
            wholeNumber("train.ranker.depth", 1, 16),
            number("train.ranker.learning-rate", 1e-6, 1)));
  }

  private String text(String key) {
    String value = config.getString(key);
    if (value.isBlank()) {
      throw new InvalidConfigException("slate." + key, "''", "not empty");
    }
    return value;
  }

  private Path directory(String key, Path byDefault) {
    String value = config.getString(key);
    return value.isEmpty() ? byDefault : Path.of(value).toAbsolutePath().normalize();
  }

  private ZoneId zone(String key) {
    try {
      return ZoneId.of(config.getString(key));
    } catch (DateTimeException e) {
      throw new InvalidConfigException(
          "slate." + key, config.getString(key), "a time zone such as UTC or Europe/Berlin");
    }
  }

  private int wholeNumber(String key, int min, int max) {
    String expected = "a whole number from " + min + " to " + max;
    try {
      int value = config.getInt(key);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (ConfigException.WrongType e) {
      // Falls through to the error that names the key.
    }
    throw new InvalidConfigException("slate." + key, config.getValue(key).unwrapped(), expected);
  }

  private double number(String key, double min, double max) {
    try {
      double value = config.getDouble(key);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (ConfigException.WrongType e) {
      // Falls through to the error that names the key.
    }
    throw new InvalidConfigException(
        "slate." + key, config.getValue(key).unwrapped(), "a number from " + min + " to " + max);
  }
}
