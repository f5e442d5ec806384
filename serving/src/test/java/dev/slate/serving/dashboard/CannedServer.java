package dev.slate.serving.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.file.FileService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The page's files and canned answers of the API in the shapes of {@code openapi.json}, so that a
 * test can have any answer it likes. Thread-safe.
 */
final class CannedServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TAKEN =
      """
      {"type": "https://slate.dev/problems/conflict", "title": "Conflict", "status": 409,
       "detail": "layer: rerank is used by rerank-diversity (expected: free traffic)",
       "field": "layer", "fix": "Stop rerank-diversity first."}
      """;

  private static final String NO_AUDIT =
      """
      {"ranMs": 0, "compared": 0, "differing": 0, "features": []}
      """;

  private static final String HISTORY = "/v1/features/user_activity/u1";
  private static final String KNOWN =
      """
      {"status": "present", "history": [{"itemId": "i1", "kind": "click", "ageMs": 120}]}
      """;

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> writes = new CopyOnWriteArrayList<>();
  private final Server server;

  CannedServer() {
    ClassLoader loader = CannedServer.class.getClassLoader();
    server =
        Server.builder()
            .http(0)
            .service("prefix:/v1", this::serve)
            .service("/health/ready", this::serve)
            .service("/openapi.json", this::serve)
            .serviceUnder("/docs", FileService.of(loader, "/docs"))
            .serviceUnder("/", FileService.of(loader, "/dashboard"))
            .build();
    server.start().join();
    reset();
  }

  /** Back to the first answers. */
  void reset() {
    answers.clear();
    writes.clear();
    answer("/health/ready", resource("health.json"));
    for (String name : List.of("freshness", "experiments", "runs", "models")) {
      answer("/v1/" + name, resource(name + ".json"));
    }
    answer("/v1/audit", NO_AUDIT);
    answer("/v1/freshness/history", resource("freshness-history.json"));
    answer("/v1/recommendations/u1", resource("slate-before.json"));
    answer(HISTORY, "{\"status\": \"not_found\", \"history\": []}");
    answer("/v1/assignments/u1", resource("assignments.json"));
  }

  String url() {
    return "http://127.0.0.1:" + server.activeLocalPort() + "/";
  }

  /** From now on {@code GET path} answers with {@code json}. */
  void answer(String path, String json) {
    answers.put(path, json);
  }

  /** From now on {@code GET path} answers with 404. */
  void forget(String path) {
    answers.remove(path);
  }

  /** {@code METHOD path body} of every request that would have changed something, in order. */
  List<String> writes() {
    return writes;
  }

  static String resource(String name) {
    try (InputStream in = CannedServer.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop().join();
  }

  private HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(request.aggregate().thenApply(this::serve));
  }

  private HttpResponse serve(AggregatedHttpRequest request) {
    String path = request.path().replaceFirst("\\?.*", "");
    if (request.method().name().equals("GET")) {
      String answer = answers.get(path);
      return answer == null
          ? problem(
              HttpStatus.NOT_FOUND, "{\"title\": \"Not Found\", \"detail\": \"" + path + "\"}")
          : HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, answer);
    }
    writes.add("POST " + path + " " + request.contentUtf8());
    return switch (path) {
      case "/v1/events" -> {
        answer(HISTORY, KNOWN);
        answer("/v1/recommendations/u1", resource("slate-after.json"));
        yield HttpResponse.of(HttpStatus.ACCEPTED, MediaType.JSON_UTF_8, "{\"accepted\": 1}");
      }
      case "/v1/experiments/taken/start" -> problem(HttpStatus.CONFLICT, TAKEN);
      case "/v1/experiments/rerank-diversity/start" -> toggled("running");
      case "/v1/experiments/rerank-diversity/stop" -> toggled("stopped");
      default -> HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, "{}");
    };
  }

  private HttpResponse toggled(String status) {
    try {
      ObjectNode all = (ObjectNode) JSON.readTree(resource("experiments.json"));
      ObjectNode first = (ObjectNode) all.path("experiments").path(0);
      first.put("status", status);
      answer("/v1/experiments", all.toString());
      return HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, first.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse problem(HttpStatus status, String json) {
    return HttpResponse.of(status, MediaType.parse("application/problem+json"), json);
  }
}
