package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import com.linecorp.armeria.server.prometheus.PrometheusExpositionService;
import dev.slate.data.access.Role;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.server.FeatureServices;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The API on one port, with its limits. */
public final class HttpServer implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int WAITING = 256;
  private static final int MAX_LINE = 32 * 1024;

  private final Server server;
  private final ExecutorService requests;
  private final ExecutorService slateRequests;
  private final List<RouteTable.Route> routes;

  /**
   * Binds the routes; {@link #start} opens the port.
   *
   * @param slates as many threads as slates may be made at once
   * @param prefetchSurface whose requests are refused first
   * @param features Feast's JSON, which is served beside the API; null for none
   * @throws InvalidConfigException if the certificate cannot be used
   */
  public HttpServer(
      SlateConfig config,
      Entrance entrance,
      ApiServices services,
      int slates,
      String prefetchSurface,
      @Nullable HttpService features) {
    requests = threads("request-", THREADS, WAITING);
    slateRequests = threads("slate-", slates, slates);
    ServerBuilder builder =
        Listener.open(config)
            .meterRegistry(services.meters())
            .errorHandler(new ProblemHandler())
            // What callers get wrong is told to them; a log of it would have users' ids.
            .unloggedExceptionsReportInterval(Duration.ZERO)
            .maxRequestLength(Body.DOCUMENT.maxBytes())
            // Longer than any id may be, so that a long id gets an answer that names it.
            .http1MaxInitialLineLength(MAX_LINE)
            .http1MaxHeaderSize(HeaderLimit.MAX_BYTES)
            .http2MaxHeaderListSize(MAX_LINE)
            .requestTimeout(Duration.ofSeconds(10))
            .maxNumConnections(4_096)
            .gracefulShutdownTimeout(Duration.ofMillis(200), Duration.ofSeconds(4))
            .decorator(HeaderLimit::serve)
            .decorator(SameOrigin::serve);
    RouteTable table =
        new RouteTable(
            builder,
            requests,
            slateRequests,
            new Admission(services.limit(), prefetchSurface, services.meters()),
            entrance);
    new ApiRoutes(services, entrance.changes()).bind(table);
    if (features != null) {
      table.service(
          new RouteTable.Route(
              HttpMethod.POST, FeatureServices.JSON_PATH, Role.READ, Body.DOCUMENT),
          features);
    }
    table.service(
        new RouteTable.Route(HttpMethod.GET, "/metrics", Role.READ, Body.NONE),
        PrometheusExpositionService.of(services.meters().getPrometheusRegistry()));
    routes = table.routes();
    serveFiles(builder);
    server = builder.build();
  }

  private static ExecutorService threads(String name, int threads, int waiting) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        threads,
        threads,
        1,
        TimeUnit.MINUTES,
        new ArrayBlockingQueue<>(waiting),
        work -> {
          Thread thread = new Thread(work, name + number.incrementAndGet());
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

  /** Every route of the API. */
  public List<RouteTable.Route> routes() {
    return routes;
  }

  /** Answers what has begun, then closes. */
  @Override
  public void close() {
    server.stop().join();
    requests.shutdown();
    slateRequests.shutdown();
  }
}
