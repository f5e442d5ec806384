package dev.slate.data.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  private static final List<String> FREE_GROUPS =
      List.of("slate.serving.parameters", "slate.serving.surfaces");

  private final ConfigValues values;

  private ConfigReader(ConfigValues values) {
    this.values = values;
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
      Config parsed =
          Files.exists(file) ? ConfigFactory.parseFile(file.toFile()) : ConfigFactory.empty();
      // ${...} may name a default or a variable of the environment, such as a secret.
      Config own = parsed.resolveWith(parsed.withFallback(defaults));
      requireKnownKeys(own, defaults, file);
      Config merged = withEnvironment(own.withFallback(defaults), defaults, environment).resolve();
      return new ConfigReader(new ConfigValues(merged)).toConfig();
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
              if (!defaults.hasPathOrNull(entry.getKey()) && !isFree(entry.getKey())) {
                throw new InvalidConfigException(
                    entry.getKey(),
                    entry.getValue().unwrapped(),
                    "a key of slate-defaults.conf, in " + file);
              }
              if (defaults.hasPathOrNull(entry.getKey())
                  && defaults.getValue(entry.getKey()).valueType() == ConfigValueType.OBJECT) {
                throw new InvalidConfigException(
                    entry.getKey(),
                    entry.getValue().unwrapped(),
                    "a group of keys, as in slate-defaults.conf");
              }
            });
  }

  /** Whether a key is of a group whose keys the user names: checked by who reads them. */
  private static boolean isFree(String key) {
    return FREE_GROUPS.stream().anyMatch(group -> key.startsWith(group + "."));
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
    Path home = values.directory("slate.home");
    return new SlateConfig(
        home,
        new SlateConfig.Http(
            values.text("slate.http.host"), values.integer("slate.http.port", 0, 65_535)),
        access(home),
        new SlateConfig.Kafka(
            values.text("slate.kafka.bootstrap-servers"),
            values.integer("slate.kafka.partitions", 1, 1_024)),
        new SlateConfig.Redis(values.text("slate.redis.uri")),
        new SlateConfig.Paths(
            values.directoryOr("slate.paths.registry", home.resolve("registry")),
            values.directoryOr("slate.paths.lake", home.resolve("lake"))),
        ledger(home),
        new SlateConfig.Nightly(
            values.text("slate.nightly.master"),
            values.text("slate.nightly.cron"),
            values.zone("slate.nightly.time-zone")),
        train(),
        new SlateConfig.Serving(
            Duration.ofMillis(values.integer("slate.serving.budget-ms", 1, 60_000)),
            values.integer("slate.serving.slate-size", 1, 500),
            values.integer("slate.serving.candidates", 1, 10_000),
            values.texts("slate.serving.rerank"),
            values.text("slate.serving.creator-attribute"),
            values.flat("slate.serving.parameters"),
            SurfaceReader.read(values, "slate.serving.surfaces")),
        new SlateConfig.Stream(
            Duration.ofDays(values.integer("slate.stream.max-lateness-days", 1, 36_500)),
            values.text("slate.stream.metrics-host"),
            values.integer("slate.stream.metrics-port", 0, 65_535)),
        features(),
        new SlateConfig.Freshness(
            Duration.ofMillis(values.integer("slate.freshness.canary-every-ms", 0, 3_600_000))),
        new SlateConfig.Audit(values.number("slate.audit.sample-rate", 0, 1)),
        new SlateConfig.Lake(
            values.integer("slate.lake.retention-days", 0, 36_500),
            values.integer("slate.lake.history-days", 1, 36_500)),
        resilience(),
        new SlateConfig.Index(values.choice("slate.index.engine", SlateConfig.IndexEngine.class)),
        new SlateConfig.Traces(
            values.number("slate.traces.rate", 0, 1),
            values.ids("slate.traces.users"),
            Duration.ofHours(values.integer("slate.traces.keep-hours", 1, 8_760)),
            1_048_576L * values.integer("slate.traces.max-megabytes", 1, 65_536)));
  }

  private SlateConfig.Resilience resilience() {
    return new SlateConfig.Resilience(
        new SlateConfig.Stages(
            values.number("slate.resilience.stages.user-state", 0.01, 1),
            values.number("slate.resilience.stages.retrieve", 0.01, 1),
            values.number("slate.resilience.stages.rank", 0.01, 1),
            values.number("slate.resilience.stages.rerank", 0.01, 1)),
        new SlateConfig.Breaker(
            Duration.ofSeconds(values.integer("slate.resilience.breaker.window-s", 1, 60)),
            values.number("slate.resilience.breaker.failure-rate", 0.01, 1),
            Duration.ofMillis(values.integer("slate.resilience.breaker.open-ms", 10, 60_000)),
            values.integer("slate.resilience.breaker.probes", 1, 100)),
        new SlateConfig.Concurrency(
            values.integer("slate.resilience.concurrency.min", 1, 10_000),
            values.integer("slate.resilience.concurrency.max", 0, 10_000)),
        values.text("slate.resilience.prefetch-surface"),
        Duration.ofMillis(values.integer("slate.resilience.warm-up-ms", 0, 60_000)),
        Duration.ofMillis(values.integer("slate.resilience.drain-ms", 0, 60_000)),
        values.integer("slate.resilience.spool-mb", 0, 10_000));
  }

  private SlateConfig.Access access(Path home) {
    String certificate = values.textOrEmpty("slate.access.certificate");
    String key = values.textOrEmpty("slate.access.certificate-key");
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new InvalidConfigException(
          certificate.isEmpty() ? "slate.access.certificate" : "slate.access.certificate-key",
          "''",
          "both files of a certificate, or neither");
    }
    return new SlateConfig.Access(
        values.directoryOr("slate.access.keys", home.resolve("keys.json")),
        values.integer("slate.access.requests-per-second", 0, 1_000_000),
        values.integer("slate.access.burst", 1, 1_000_000),
        certificate,
        key,
        values.textOrEmpty("slate.access.key-file"));
  }

  private SlateConfig.Features features() {
    return new SlateConfig.Features(
        values.choice("slate.features.reader", SlateConfig.Reader.class),
        values.text("slate.features.host"),
        values.integer("slate.features.port", 0, 65_535),
        new SlateConfig.Feast(
            values.text("slate.features.feast.project"),
            values.textOrEmpty("slate.features.feast.registry")));
  }

  private SlateConfig.Ledger ledger(Path home) {
    String url = values.textOrEmpty("slate.ledger.url");
    return new SlateConfig.Ledger(
        url.isEmpty()
            ? "jdbc:h2:file:" + home.resolve("ledger").resolve("runs") + ";AUTO_SERVER=TRUE"
            : url,
        values.textOrEmpty("slate.ledger.user"),
        values.textOrEmpty("slate.ledger.password"));
  }

  private SlateConfig.Train train() {
    return new SlateConfig.Train(
        values.number("slate.train.min-rating", 0, 1_000),
        values.wholeNumber("slate.train.seed", Long.MIN_VALUE, Long.MAX_VALUE),
        new SlateConfig.Als(
            values.choice("slate.train.als.engine", SlateConfig.AlsEngine.class),
            values.integer("slate.train.als.rank", 1, 1_024),
            values.integer("slate.train.als.iterations", 1, 1_000),
            values.number("slate.train.als.regularization", 0, 1_000),
            values.number("slate.train.als.unobserved-weight", 1e-6, 1_000)),
        new SlateConfig.SparkAls(
            values.integer("slate.train.als-spark.rank", 1, 1_024),
            values.integer("slate.train.als-spark.iterations", 1, 1_000),
            values.number("slate.train.als-spark.reg-param", 0, 1_000),
            values.number("slate.train.als-spark.alpha", 1e-3, 1e6)),
        new SlateConfig.TwoTower(
            values.choice("slate.train.two-tower.encoder", SlateConfig.Encoder.class),
            values.integer("slate.train.two-tower.dim", 8, 1_024),
            values.integer("slate.train.two-tower.epochs", 1, 1_000),
            values.integer("slate.train.two-tower.batch-size", 8, 65_536),
            values.number("slate.train.two-tower.learning-rate", 1e-6, 10),
            values.number("slate.train.two-tower.temperature", 1e-3, 10)),
        new SlateConfig.SelfAttention(
            values.integer("slate.train.self-attention.length", 1, 10_000),
            values.integer("slate.train.self-attention.blocks", 1, 16),
            values.integer("slate.train.self-attention.heads", 1, 64),
            values.integer("slate.train.self-attention.epochs", 1, 1_000),
            values.integer("slate.train.self-attention.batch-size", 1, 65_536),
            values.number("slate.train.self-attention.learning-rate", 1e-6, 1),
            values.number("slate.train.self-attention.dropout", 0, 0.9),
            values.number("slate.train.self-attention.id-dropout", 0, 0.9),
            values.integer("slate.train.self-attention.negatives", 1, 1_000_000)),
        new SlateConfig.Ranker(
            values.choice("slate.train.ranker.kind", SlateConfig.RankerKind.class),
            values.integer("slate.train.ranker.trees", 1, 10_000),
            values.integer("slate.train.ranker.depth", 1, 16),
            values.number("slate.train.ranker.learning-rate", 1e-6, 1)));
  }
}
