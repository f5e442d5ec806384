package dev.slate.serving.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.DecodingService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Binds methods and paths to handlers that run on a bounded executor. */
final class RouteTable {
  static final long MAX_BODY = 64 * 1024;
  static final long MAX_EVENTS = 5 * 1024 * 1024;

  private final ServerBuilder server;
  private final Executor executor;
  private final Executor slates;
  private final Admission admission;
  private final List<String> routes = new ArrayList<>();

  /**
   * @param executor of routes that may wait for other systems
   * @param slates of routes that make slates, so that they never wait for the others
   * @param admission how many of the latter are made at once
   */
  RouteTable(ServerBuilder server, Executor executor, Executor slates, Admission admission) {
    this.server = server;
    this.executor = executor;
    this.slates = slates;
    this.admission = admission;
  }

  /** A route that makes slates. */
  void getSlate(String path, Handler handler) {
    bindSlate(HttpMethod.GET, path, handler);
  }

  /** A route that makes slates. */
  void postSlate(String path, Handler handler) {
    bindSlate(HttpMethod.POST, path, handler);
  }

  void get(String path, Handler handler) {
    bind(HttpMethod.GET, path, MAX_BODY, executor, handler);
  }

  /** A route that must answer however many requests are waiting; its handler must not block. */
  void getAtOnce(String path, Handler handler) {
    bind(HttpMethod.GET, path, MAX_BODY, Runnable::run, handler);
  }

  void put(String path, Handler handler) {
    bind(HttpMethod.PUT, path, MAX_BODY, executor, handler);
  }

  void patch(String path, Handler handler) {
    bind(HttpMethod.PATCH, path, MAX_BODY, executor, handler);
  }

  void delete(String path, Handler handler) {
    bind(HttpMethod.DELETE, path, MAX_BODY, executor, handler);
  }

  void post(String path, Handler handler) {
    bind(HttpMethod.POST, path, MAX_BODY, executor, handler);
  }

  /** A route that takes batches. */
  void postBatch(String path, Handler handler) {
    bind(HttpMethod.POST, path, MAX_EVENTS, executor, handler);
  }

  /** {@code METHOD path} of every route bound. */
  List<String> routes() {
    return List.copyOf(routes);
  }

  private void bind(
      HttpMethod method, String path, long maxBody, Executor runner, Handler handler) {
    bind(
        method,
        path,
        maxBody,
        (context, request) -> HttpResponse.of(answer(context, request, runner, handler)));
  }

  private void bindSlate(HttpMethod method, String path, Handler handler) {
    bind(
        method,
        path,
        MAX_BODY,
        (context, request) ->
            admission.admit(context, request, () -> answer(context, request, slates, handler)));
  }

  private void bind(HttpMethod method, String path, long maxBody, HttpService service) {
    routes.add(method + " " + path);
    server
        .route()
        .path(path)
        .methods(method)
        .maxRequestLength(maxBody)
        .decorator(DecodingService.newDecorator())
        .build(service);
  }

  private static CompletableFuture<HttpResponse> answer(
      ServiceRequestContext context, HttpRequest request, Executor runner, Handler handler) {
    return request
        .aggregate()
        .thenCompose(
            body -> CompletableFuture.supplyAsync(() -> answer(context, body, handler), runner));
  }

  private static HttpResponse answer(
      ServiceRequestContext context, AggregatedHttpRequest body, Handler handler) {
    try {
      Object answer = handler.handle(new HttpCall(context, body));
      return answer instanceof HttpResponse response ? response : Json.ok(answer);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
