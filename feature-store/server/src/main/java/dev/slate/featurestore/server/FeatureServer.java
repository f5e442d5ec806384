package dev.slate.featurestore.server;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.prometheus.PrometheusExpositionService;
import dev.slate.data.config.SlateConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Feast's protocols on one port: gRPC, JSON, and {@code /metrics}. */
public final class FeatureServer implements AutoCloseable {
  private static final int MAX_REQUEST = 5 * 1024 * 1024;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

  private final Server server;

  /** Binds the services; {@link #start} opens the port. */
  public FeatureServer(
      SlateConfig.Features config, FeatureServices services, PrometheusMeterRegistry meters) {
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(config.host(), config.port()))
            .maxRequestLength(MAX_REQUEST)
            .requestTimeout(REQUEST_TIMEOUT)
            .maxNumConnections(4_096)
            .gracefulShutdownTimeout(Duration.ofMillis(200), Duration.ofSeconds(4));
    services.bindGrpc(builder);
    services.bindJson(builder);
    builder.service("/metrics", PrometheusExpositionService.of(meters.getPrometheusRegistry()));
    server = builder.build();
  }

  /** Opens the port; the returned number is the one it took. */
  public int start() {
    server.start().join();
    return server.activeLocalPort();
  }

  /** Answers what has begun, then closes. */
  @Override
  public void close() {
    server.stop().join();
  }
}
