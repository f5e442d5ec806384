package dev.slate.bench.features;

import dev.slate.data.access.KeyRing;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.server.FeatureServer;
import dev.slate.featurestore.server.FeatureServices;
import dev.slate.featurestore.server.KeyGate;
import dev.slate.featurestore.store.DirectFeatureReader;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** The feature server of the bench's catalogue, in a JVM of its own; ends with its input. */
final class BenchServer {
  private BenchServer() {}

  /** Prints the port, then serves until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    SlateConfig config = ConfigReader.read();
    RedisValueReader redis =
        RedisValueReader.withFeast(
            config.redis().uri(), 4, Duration.ofSeconds(1), BenchView.LAYOUT);
    DirectFeatureReader reader =
        new DirectFeatureReader(redis, BenchView.CATALOG, redis::isConnected);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    FeatureServices services =
        new FeatureServices(config, BenchView.CATALOG, reader, meters, Clock.systemUTC());
    KeyRing keys = new KeyRing(config.access().keys());
    FeatureServer server =
        new FeatureServer(
            config.features(), services, keys, new KeyGate(keys, config.access()), meters);
    System.out.println("port " + server.start());
    while (System.in.read() >= 0) {
      // Only its end counts.
    }
    server.close();
    services.close();
    reader.close();
    System.exit(0);
  }
}
