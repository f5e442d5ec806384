package dev.slate.serving.features;

import com.linecorp.armeria.server.HttpService;
import dev.slate.data.access.KeyRing;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.remote.RemoteFeatureReader;
import dev.slate.featurestore.server.FeatureServer;
import dev.slate.featurestore.server.FeatureServices;
import dev.slate.featurestore.server.KeyGate;
import dev.slate.featurestore.store.DirectFeatureReader;
import dev.slate.featurestore.store.FeatureReader;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How this process reads features: from Redis, and then it serves them to others too; or from a
 * feature server, as {@code slate.features.reader} says.
 */
public final class FeatureAccess implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final FeatureReader reader;
  private final @Nullable FeatureServices services;
  private final @Nullable FeatureServer server;

  /**
   * Connects in the background.
   *
   * @param gate of the feature server
   */
  public FeatureAccess(
      SlateConfig config,
      FeatureCatalog catalog,
      KeyRing keys,
      KeyGate gate,
      PrometheusMeterRegistry meters,
      Clock clock) {
    SlateConfig.Features settings = config.features();
    switch (settings.reader()) {
      case DIRECT -> {
        reader = direct(config, catalog);
        services = new FeatureServices(config, catalog, reader, meters, clock);
        server = new FeatureServer(settings, services, keys, gate, meters);
      }
      case REMOTE -> {
        reader =
            new RemoteFeatureReader(
                settings.host(), settings.port(), TIMEOUT, key(config.access()));
        services = null;
        server = null;
      }
      default -> throw new AssertionError(settings.reader());
    }
  }

  private static @Nullable String key(SlateConfig.Access access) {
    if (access.keyFile().isEmpty()) {
      return null;
    }
    try {
      return Files.readString(Path.of(access.keyFile())).strip();
    } catch (IOException e) {
      throw new InvalidConfigException(
          "slate.access.key-file", access.keyFile(), "a file that can be read, with one key");
    }
  }

  private static FeatureReader direct(SlateConfig config, FeatureCatalog catalog) {
    RedisValueReader redis =
        RedisValueReader.withFeast(
            config.redis().uri(),
            config.kafka().partitions(),
            TIMEOUT,
            FeastLayout.of(config.features().feast().project(), catalog));
    return new DirectFeatureReader(redis, catalog, redis::isConnected);
  }

  /** Closed with this object. */
  public FeatureReader reader() {
    return reader;
  }

  /** Feast's JSON, which the API's port serves too; null if a feature server has it. */
  public @Nullable HttpService json() {
    return services == null ? null : services.json();
  }

  /**
   * Opens the feature server's port, if this process has one.
   *
   * @throws dev.slate.data.config.InvalidConfigException if it is taken
   */
  public void start() {
    if (server != null) {
      server.start();
    }
  }

  /** Begins to close the port, so that it closes while other ports do. */
  public void beginClose() {
    if (server != null) {
      server.beginClose();
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    if (services != null) {
      services.close();
    }
    reader.close();
  }
}
