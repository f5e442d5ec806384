package dev.slate.serving.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
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
  private final List<String> routes = new ArrayList<>();

  RouteTable(ServerBuilder server, Executor executor) {
    this.server = server;
    this.executor = executor;
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
    routes.add(method + " " + path);
    server
        .route()
        .path(path)
        .methods(method)
        .maxRequestLength(maxBody)
        .decorator(DecodingService.newDecorator())
        .build(
            (context, request) ->
                HttpResponse.of(
                    request
                        .aggregate()
                        .thenCompose(
                            body ->
                                CompletableFuture.supplyAsync(
                                    () -> answer(context, body, handler), runner))));
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
