package dev.slate.featurestore.server;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.prometheus.PrometheusExpositionService;
import dev.slate.data.access.KeyRing;
import dev.slate.data.access.Role;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Feast's protocols on one port: gRPC, JSON, and {@code /metrics}. */
public final class FeatureServer implements AutoCloseable {
  private static final int MAX_REQUEST = 5 * 1024 * 1024;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

  private final SlateConfig.Features config;
  private final Server server;

  /**
   * Binds the services; {@link #start} opens the port.
   *
   * @throws InvalidConfigException if others can reach the address and there are no keys
   */
  public FeatureServer(
      SlateConfig.Features config,
      FeatureServices services,
      KeyRing keys,
      KeyGate gate,
      PrometheusMeterRegistry meters) {
    keys.requireKeysBeyondLoopback("slate.features.host", config.host());
    this.config = config;
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(config.host(), config.port()))
            .maxRequestLength(MAX_REQUEST)
            .requestTimeout(REQUEST_TIMEOUT)
            .maxNumConnections(4_096)
            .gracefulShutdownTimeout(Duration.ofMillis(200), Duration.ofSeconds(4));
    services.bind(builder, gate);
    builder.service(
        "/metrics",
        PrometheusExpositionService.of(meters.getPrometheusRegistry())
            .decorate(gate.requiring(Role.READ, JsonService::refused)));
    server = builder.build();
  }

  /**
   * Opens the port; the returned number is the one it took.
   *
   * @throws InvalidConfigException if it is taken
   */
  public int start() {
    try {
      server.start().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException) {
        throw new InvalidConfigException(
            "slate.features.port",
            config.port() + " on " + config.host() + " cannot be opened: it is in use or not ours",
            "a free port; set SLATE_FEATURES_PORT to another one, or to 0 for any");
      }
      throw e;
    }
    return server.activeLocalPort();
  }

  /** Begins to close, without waiting for it. */
  public void beginClose() {
    server.stop();
  }

  /** Answers what has begun, then closes. */
  @Override
  public void close() {
    server.stop().join();
  }
}
