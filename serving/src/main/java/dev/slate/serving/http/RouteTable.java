package dev.slate.serving.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.DecodingService;
import dev.slate.data.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Binds methods and paths to handlers that run on a bounded executor, and knows of each who may
 * call it and what body it takes. Unless a route says otherwise, a GET is for those who read,
 * anything else for those who write.
 */
public final class RouteTable {
  private final ServerBuilder server;
  private final Executor executor;
  private final Executor slates;
  private final Admission admission;
  private final Entrance entrance;
  private final List<Route> routes = new ArrayList<>();

  /**
   * @param executor of routes that may wait for other systems
   * @param slates of routes that make slates, so that they never wait for the others
   * @param admission how many of the latter are made at once
   * @param entrance who may call what
   */
  RouteTable(
      ServerBuilder server,
      Executor executor,
      Executor slates,
      Admission admission,
      Entrance entrance) {
    this.server = server;
    this.executor = executor;
    this.slates = slates;
    this.admission = admission;
    this.entrance = entrance;
  }

  /** One route: {@code role} is the least that may call it. */
  public record Route(HttpMethod method, String path, Role role, Body body) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** A route that makes slates. */
  void getSlate(String path, Handler handler) {
    bindSlate(new Route(HttpMethod.GET, path, Role.READ, Body.NONE), handler);
  }

  /** A route that makes slates. */
  void postSlate(String path, Handler handler) {
    bindSlate(new Route(HttpMethod.POST, path, Role.READ, Body.DOCUMENT), handler);
  }

  void get(String path, Handler handler) {
    get(path, Role.READ, handler);
  }

  void get(String path, Role role, Handler handler) {
    bind(new Route(HttpMethod.GET, path, role, Body.NONE), executor, handler);
  }

  /**
   * A route for everyone that must answer however many requests are waiting; its handler must not
   * block.
   */
  void getAtOnce(String path, Handler handler) {
    bind(new Route(HttpMethod.GET, path, Role.NONE, Body.NONE), Runnable::run, handler);
  }

  void put(String path, Handler handler) {
    put(path, Role.WRITE, handler);
  }

  void put(String path, Role role, Handler handler) {
    bind(new Route(HttpMethod.PUT, path, role, Body.DOCUMENT), executor, handler);
  }

  /** A PUT that the path says all of. */
  void mark(String path, Role role, Handler handler) {
    bind(new Route(HttpMethod.PUT, path, role, Body.NONE), executor, handler);
  }

  void patch(String path, Handler handler) {
    bind(new Route(HttpMethod.PATCH, path, Role.WRITE, Body.DOCUMENT), executor, handler);
  }

  void delete(String path, Handler handler) {
    delete(path, Role.WRITE, handler);
  }

  void delete(String path, Role role, Handler handler) {
    bind(new Route(HttpMethod.DELETE, path, role, Body.NONE), executor, handler);
  }

  void post(String path, Handler handler) {
    post(path, Role.WRITE, handler);
  }

  void post(String path, Role role, Handler handler) {
    bind(new Route(HttpMethod.POST, path, role, Body.DOCUMENT), executor, handler);
  }

  /** A route that does what its path says, and takes no body. */
  void action(String path, Role role, Handler handler) {
    bind(new Route(HttpMethod.POST, path, role, Body.NONE), executor, handler);
  }

  /** A route that takes batches. */
  void postBatch(String path, Handler handler) {
    bind(new Route(HttpMethod.POST, path, Role.WRITE, Body.BATCH), executor, handler);
  }

  /** A route of another's service, behind the same gate. */
  void service(Route route, HttpService service) {
    bind(
        route,
        (context, request) -> {
          ApiException wrong = route.body().problemOf(request);
          return wrong == null ? service.serve(context, request) : HttpResponse.ofFailure(wrong);
        });
  }

  /** Every route bound. */
  List<Route> routes() {
    return List.copyOf(routes);
  }

  private void bind(Route route, Executor runner, Handler handler) {
    bindDecoded(
        route,
        (context, request) -> HttpResponse.of(answer(route, context, request, runner, handler)));
  }

  private void bindSlate(Route route, Handler handler) {
    bindDecoded(
        route,
        (context, request) ->
            admission.admit(
                context, request, () -> answer(route, context, request, slates, handler)));
  }

  private void bindDecoded(Route route, HttpService service) {
    bind(route, service.decorate(DecodingService.newDecorator()));
  }

  private void bind(Route route, HttpService service) {
    routes.add(route);
    server
        .route()
        .path(route.path())
        .methods(route.method())
        .maxRequestLength(route.body().maxBytes())
        .build(entrance.guard(route, service));
  }

  private static CompletableFuture<HttpResponse> answer(
      Route route,
      ServiceRequestContext context,
      HttpRequest request,
      Executor runner,
      Handler handler) {
    return route
        .body()
        .read(context, request)
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
