package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slate.data.config.SlateConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the figures of a process as Prometheus reads them: {@code GET /metrics}. */
final class MetricsEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final PrometheusMeterRegistry registry;

  private MetricsEndpoint(HttpServer server, PrometheusMeterRegistry registry) {
    this.server = server;
    this.registry = registry;
    server.createContext("/metrics", this::answer);
    server.start();
  }

  /**
   * Listens where the configuration says; on a free port if that is 0, or taken by another job of
   * this machine.
   *
   * @throws UncheckedIOException if no port can be had
   */
  static MetricsEndpoint start(SlateConfig.Stream config, PrometheusMeterRegistry registry) {
    HttpServer server = listen(config.metricsHost(), config.metricsPort());
    MetricsEndpoint endpoint = new MetricsEndpoint(server, registry);
    LOG.info("Metrics: http://{}:{}/metrics", config.metricsHost(), endpoint.port());
    return endpoint;
  }

  private static HttpServer listen(String host, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (BindException e) {
      if (port == 0) {
        throw new UncheckedIOException(e);
      }
      LOG.warn("slate.stream.metrics-port: {} is taken, a free one is used instead", port);
      return listen(host, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = registry.scrape().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", PROMETHEUS_TEXT);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
