package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other sites from using a browser to change things here: an {@code Origin} must be
 * our own, and on loopback the name asked for must be a loopback name, which also stops a foreign
 * name that was made to point here (DNS rebinding).
 */
final class SameOrigin {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private SameOrigin() {}

  static HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    String authority = request.authority();
    if (isLoopback(context.localAddress()) && !LOOPBACK.contains(host(authority))) {
      return refuse("Host: " + host(authority) + " (expected: localhost or 127.0.0.1)", "Host");
    }
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin != null && !authority.equals(authorityOf(origin))) {
      return refuse(
          "Origin: "
              + origin
              + " (expected: "
              + context.sessionProtocol().uriText()
              + "://"
              + authority
              + ")",
          "Origin");
    }
    return next.serve(context, request);
  }

  private static boolean isLoopback(InetSocketAddress address) {
    return address.getAddress().isLoopbackAddress();
  }

  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.indexOf(']') ? authority.substring(0, colon) : authority;
  }

  private static @Nullable String authorityOf(String origin) {
    try {
      return URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static HttpResponse refuse(String detail, String field) {
    return Json.problem(
        Problem.of(
            "foreign-origin",
            HttpStatus.FORBIDDEN,
            detail,
            field,
            "call the API by its own address, not from another site's page"));
  }
}
