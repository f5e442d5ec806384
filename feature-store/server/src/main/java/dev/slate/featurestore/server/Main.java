package dev.slate.featurestore.server;

import dev.slate.data.access.KeyRing;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.DirectFeatureReader;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate features serve}: the feature server alone, without recommendations. */
@Command(
    name = "slate features serve",
    mixinStandardHelpOptions = true,
    description =
        "Serves features over Feast's protocols: gRPC ServingService and POST /get-online-features."
            + " `slate serve` has both already; this is the same without recommendations.",
    footer = {
      "",
      "Examples:",
      "  slate features serve",
      "  slate features serve --port 6570",
      "  SLATE_FEATURES_FEAST_REGISTRY=feature_repo/data/registry.db slate features serve",
      "  curl -d '{\"features\":[\"user_longterm:interactions_90d\"],\"entities\":{\"user_id\":[\"u1\"]}}'"
          + " http://127.0.0.1:6566/get-online-features"
    })
public final class Main implements Callable<Integer> {
  private static final int STOPPED = 0;
  private static final int BAD_CONFIGURATION = 2;
  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(1);

  @Option(names = "--port", description = "Default: slate.features.port; 0 for a free one")
  private int port = -1;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      serve(ConfigReader.read());
      return STOPPED;
    } catch (InvalidConfigException e) {
      System.err.println("slate features serve: " + e.getMessage());
      return BAD_CONFIGURATION;
    }
  }

  private void serve(SlateConfig config) throws InterruptedException {
    FeatureCatalog catalog = FeatureCatalog.standard();
    SlateConfig.Features given = config.features();
    SlateConfig.Features features =
        port < 0
            ? given
            : new SlateConfig.Features(given.reader(), given.host(), port, given.feast());
    RedisValueReader redis =
        RedisValueReader.withFeast(
            config.redis().uri(),
            config.kafka().partitions(),
            REDIS_TIMEOUT,
            FeastLayout.of(given.feast().project(), catalog));
    DirectFeatureReader reader = new DirectFeatureReader(redis, catalog, redis::isConnected);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    FeatureServices services =
        new FeatureServices(config, catalog, reader, meters, Clock.systemUTC());
    KeyRing keys = new KeyRing(config.access().keys());
    FeatureServer server =
        new FeatureServer(features, services, keys, new KeyGate(keys, config.access()), meters);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  services.close();
                  reader.close();
                  // A JVM that ends by a signal reports that signal; a clean stop is 0.
                  Runtime.getRuntime().halt(STOPPED);
                },
                "stop"));
    System.out.println("slate features serve: ready at " + features.host() + ":" + server.start());
    new CountDownLatch(1).await();
  }
}
