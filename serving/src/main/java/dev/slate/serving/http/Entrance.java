package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.slate.data.access.Role;
import dev.slate.featurestore.server.KeyGate;
import dev.slate.serving.change.Change;
import dev.slate.serving.change.Changes;

/** What stands before every route: who may come in, and who is written down. */
public record Entrance(KeyGate gate, Changes changes) {
  /** Events are a record of themselves, and too many to be written down twice. */
  private static final String EVENTS = "/v1/events";

  /** Lets in who may call the route, and writes down who called one that changes something. */
  HttpService guard(RouteTable.Route route, HttpService service) {
    boolean changes =
        route.role().includes(Role.WRITE)
            && route.method() != HttpMethod.GET
            && !route.path().equals(EVENTS);
    HttpService watched =
        changes
            ? (context, request) -> {
              watch(context, route);
              return service.serve(context, request);
            }
            : service;
    return watched.decorate(gate.requiring(route.role(), Entrance::refused));
  }

  private void watch(ServiceRequestContext context, RouteTable.Route route) {
    var unused =
        context
            .log()
            .whenComplete()
            .thenAccept(
                log ->
                    changes.tell(
                        KeyGate.caller(context),
                        route.toString(),
                        Change.targetOf(route.path(), context.pathParams()),
                        log.responseHeaders().status().code()));
  }

  private static HttpResponse refused(KeyGate.Refusal refusal, Role needed) {
    return Json.problem(
        switch (refusal) {
          case NO_KEY -> problem("no-key", HttpStatus.UNAUTHORIZED, refusal, "");
          case UNKNOWN_KEY -> problem("unknown-key", HttpStatus.UNAUTHORIZED, refusal, "");
          case ROLE_TOO_LOW ->
              problem(
                  "role-too-low",
                  HttpStatus.FORBIDDEN,
                  refusal,
                  " (expected: the role " + needed.wireName() + " or a higher one)");
          case TOO_MANY -> problem("too-many-requests", HttpStatus.TOO_MANY_REQUESTS, refusal, "");
        });
  }

  private static Problem problem(
      String slug, HttpStatus status, KeyGate.Refusal refusal, String expected) {
    return Problem.of(slug, status, refusal.detail() + expected, "Authorization", refusal.fix());
  }
}
