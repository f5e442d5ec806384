package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import com.linecorp.armeria.server.prometheus.PrometheusExpositionService;
import dev.slate.data.config.SlateConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The API on one port, with its limits. */
public final class HttpServer implements AutoCloseable {
  private static final int THREADS = 32;
  private static final int WAITING = 256;
  private static final int MAX_LINE = 32 * 1024;

  private final Server server;
  private final ExecutorService requests;
  private final List<String> routes;

  /**
   * Binds the routes; {@link #start} opens the port.
   *
   * @param more binds what is served beside the API
   */
  public HttpServer(SlateConfig.Http config, ApiServices services, Consumer<ServerBuilder> more) {
    requests = requestThreads();
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(config.host(), config.port()))
            .meterRegistry(services.meters())
            .errorHandler(new ProblemHandler())
            .maxRequestLength(RouteTable.MAX_BODY)
            // Longer than any id may be, so that a long id gets an answer that names it.
            .http1MaxInitialLineLength(MAX_LINE)
            .http2MaxHeaderListSize(MAX_LINE)
            .requestTimeout(Duration.ofSeconds(10))
            .maxNumConnections(4_096)
            .gracefulShutdownTimeout(Duration.ofMillis(200), Duration.ofSeconds(4))
            .decorator(SameOrigin::serve);
    RouteTable table = new RouteTable(builder, requests);
    new ApiRoutes(services).bind(table);
    routes = table.routes();
    more.accept(builder);
    serveFiles(builder);
    builder.service(
        "/metrics", PrometheusExpositionService.of(services.meters().getPrometheusRegistry()));
    server = builder.build();
  }

  private static ExecutorService requestThreads() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        THREADS,
        THREADS,
        1,
        TimeUnit.MINUTES,
        new ArrayBlockingQueue<>(WAITING),
        work -> {
          Thread thread = new Thread(work, "request-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  private static void serveFiles(ServerBuilder builder) {
    ClassLoader loader = HttpServer.class.getClassLoader();
    builder.service(
        "/openapi.json",
        HttpFile.builder(loader, "openapi.json")
            .contentType(MediaType.JSON_UTF_8)
            .build()
            .asService());
    builder.serviceUnder("/docs", FileService.of(loader, "docs"));
    builder
        .route()
        .methods(HttpMethod.GET, HttpMethod.HEAD)
        .pathPrefix("/")
        .build(FileService.of(loader, "dashboard"));
  }

  /** Opens the port; the returned number is the one it took. */
  public int start() {
    server.start().join();
    return server.activeLocalPort();
  }

  /** {@code METHOD path} of every route of the API. */
  public List<String> routes() {
    return routes;
  }

  /** Answers what has begun, then closes. */
  @Override
  public void close() {
    server.stop().join();
    requests.shutdown();
  }
}
