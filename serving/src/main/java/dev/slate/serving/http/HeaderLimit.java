package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AsciiString;
import java.util.Map;

/**
 * Headers of at most 8 KB. HTTP/1 counts them as it reads them; HTTP/2 sends the path as one of
 * them, which may be longer, so that a long id gets an answer that names it.
 */
final class HeaderLimit {
  static final int MAX_BYTES = 8 * 1024;

  private HeaderLimit() {}

  static HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    int bytes = 0;
    for (Map.Entry<AsciiString, String> header : request.headers()) {
      if (header.getKey().charAt(0) != ':') {
        bytes += header.getKey().length() + header.getValue().length();
      }
    }
    return bytes <= MAX_BYTES
        ? next.serve(context, request)
        : Json.problem(
            Problem.of(
                "headers-too-large",
                HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "headers: " + bytes + " bytes (expected: at most " + MAX_BYTES + ")",
                "headers",
                "send fewer headers or shorter ones"));
  }
}
