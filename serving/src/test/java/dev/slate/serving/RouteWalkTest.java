package dev.slate.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.access.Role;
import dev.slate.serving.http.Body;
import dev.slate.serving.http.RouteTable.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route that the table has, with every key and every malformed body: the right status, a
 * problem document, and nothing changed. A new route joins by being bound.
 */
class RouteWalkTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String UNKNOWN_PARAMETER = "?no-such-parameter=1";
  private static final byte[] NO_BODY = new byte[0];

  private static SlateServer server;
  private static TestKeys keys;
  private static LogEnds log;
  private static String url;
  private static JsonNode description;
  private Map<String, Long> before = Map.of();

  @BeforeAll
  static void start(@TempDir Path home) {
    PlantedWorld.announce();
    keys = new TestKeys(home);
    server =
        new SlateServer(
            Platform.config(home, Map.of("SLATE_ACCESS_REQUESTS_PER_SECOND", "0")),
            Clock.systemUTC());
    url = "http://127.0.0.1:" + server.start();
    await().until(() -> call("GET", "/health/ready", "", NO_BODY).statusCode() == 200);
    description = json(call("GET", "/openapi.json", "", NO_BODY));
    log = new LogEnds(Platform.kafka());
  }

  @AfterAll
  static void stop() {
    log.close();
    server.close();
  }

  @BeforeEach
  void remember() {
    before = log.ends();
  }

  static Stream<Route> routes() {
    return server.routes().stream();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void call_withAnyKey_isLetInByItsRole(Route route) {
    String path = path(route) + UNKNOWN_PARAMETER;
    for (String wrong : List.of("", "slate_wrong", keys.of(Role.ADMIN) + "x")) {
      HttpResponse<byte[]> answer = call(route.method().name(), path, wrong, NO_BODY);
      if (route.role() == Role.NONE) {
        assertThat(answer.statusCode()).isLessThan(400);
      } else {
        assertProblem(answer, 401);
        assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
      }
    }
    for (Role role : List.of(Role.READ, Role.WRITE, Role.OPERATE, Role.ADMIN)) {
      HttpResponse<byte[]> answer = call(route.method().name(), path, keys.of(role), NO_BODY);
      if (!role.includes(route.role())) {
        JsonNode problem = assertProblem(answer, 403);
        assertThat(problem.path("detail").asText()).contains(route.role().wireName());
      } else {
        assertThat(answer.statusCode()).isNotIn(401, 403).isLessThan(500);
      }
    }
    assertNothingChanged();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void call_malformedBody_isRefusedWithAProblem(Route route) {
    JsonNode schema = schema(route);
    String key = keys.of(route.role());
    Malformed.bodies(description.at("/components/schemas"), schema, "walk-id")
        .forEach(
            (what, body) -> {
              if (route.body() == Body.NONE && body.length == 0) {
                return; // That would be a request as it should be.
              }
              HttpResponse<byte[]> answer = call(route.method().name(), path(route), key, body);
              if (route.method().name().equals("GET")) {
                assertThat(answer.statusCode()).as(what).isLessThan(500);
              } else {
                assertThat(answer.statusCode()).as("%s: %s", what, text(answer)).isEqualTo(400);
                assertProblem(answer, 400);
              }
            });
    byte[] huge = new byte[route.body() == Body.BATCH ? 5 * 1024 * 1024 + 1 : 64 * 1024 + 1];
    Arrays.fill(huge, (byte) ' ');
    assertProblem(call(route.method().name(), path(route), key, huge), 413);
    assertNothingChanged();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void call_wrongContentType_isRefused(Route route) {
    if (route.body() == Body.NONE) {
      return;
    }
    HttpResponse<byte[]> answer =
        send(
            request(path(route), keys.of(route.role()))
                .setHeader("content-type", "text/xml")
                .method(route.method().name(), BodyPublishers.ofString("{}")));
    assertThat(assertProblem(answer, 415).path("field").asText()).isEqualTo("Content-Type");
    assertNothingChanged();
  }

  @Test
  void openApi_routes_areExactlyThoseBound() {
    Set<String> described = new TreeSet<>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(server.routes().stream().map(Route::toString))
        .containsExactlyInAnyOrderElementsOf(described);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void openApi_rolesAndParameters_areThoseOfTheCode(Route route) {
    JsonNode operation = operation(route);
    JsonNode security = operation.path("security");
    JsonNode needed = security.isMissingNode() ? description.path("security") : security;
    assertThat(needed.path(0).path("bearer").path(0).asText("none"))
        .as("security of %s in openapi.json", route)
        .isEqualTo(route.role().wireName());
    assertThat(named(operation, "path")).isEqualTo(pathParameters(route));

    HttpResponse<byte[]> answer =
        call(
            route.method().name(), path(route) + UNKNOWN_PARAMETER, keys.of(route.role()), NO_BODY);
    if (route.role() == Role.NONE || route.path().equals("/metrics")) {
      return; // These take any parameters, as probes and scrapers may add some.
    }
    JsonNode problem = assertProblem(answer, 400);
    if (!route.path().equals("/get-online-features")) {
      assertThat(problem.path("field").asText())
          .as("%s refuses parameters that it does not have before anything else", route)
          .isEqualTo("no-such-parameter");
      assertThat(named(operation, "query"))
          .as("query parameters of %s in openapi.json", route)
          .isEqualTo(expected(problem));
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void openApi_fieldsOfBodies_areThoseOfTheCode(Route route) {
    assertThat(operation(route).has("requestBody")).isEqualTo(route.body() != Body.NONE);
    if (route.body() != Body.DOCUMENT) {
      return;
    }
    JsonNode problem =
        json(
            call(
                route.method().name(),
                path(route),
                keys.of(route.role()),
                "{\"no-such-field\":1}".getBytes(UTF_8)));
    if (problem.path("field").asText().equals("no-such-field")) {
      Set<String> described = new TreeSet<>();
      resolved(schema(route)).path("properties").fieldNames().forEachRemaining(described::add);
      assertThat(described).as("fields of %s", route).isEqualTo(expected(problem));
    }
    assertNothingChanged();
  }

  @Test
  void metrics_afterUsersWereAskedFor_nameNone() {
    call("GET", "/v1/recommendations/walk-secret-user", keys.of(Role.READ), NO_BODY);
    assertThat(text(call("GET", "/metrics", keys.of(Role.READ), NO_BODY)))
        .contains("slate_stage_seconds_count")
        .doesNotContain("walk-");
  }

  @Test
  void headers_moreThan8Kilobytes_areRefused() {
    HttpRequest.Builder request =
        request("/v1/models", keys.of(Role.READ)).header("x-long", "x".repeat(9_000));
    assertProblem(send(request), 431);
  }

  private static JsonNode assertProblem(HttpResponse<byte[]> answer, int status) {
    JsonNode problem = json(answer);
    assertThat(answer.statusCode()).as("%s", problem).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).startsWith("https://slate.dev/problems/");
    assertThat(List.of(problem.path("title").asText(), problem.path("detail").asText()))
        .doesNotContain("");
    return problem;
  }

  private void assertNothingChanged() {
    assertThat(log.ends()).isEqualTo(before);
  }

  private static Set<String> expected(JsonNode problem) {
    String detail = problem.path("detail").asText();
    Set<String> names =
        new TreeSet<>(List.of(detail.replaceAll("(?s).*\\(expected: |[;)].*", "").split(", ")));
    names.remove("none");
    return names;
  }

  private static Set<String> named(JsonNode operation, String place) {
    Set<String> names = new TreeSet<>();
    operation
        .path("parameters")
        .forEach(
            parameter -> {
              if (parameter.path("in").asText().equals(place)) {
                names.add(parameter.path("name").asText());
              }
            });
    return names;
  }

  private static Set<String> pathParameters(Route route) {
    Set<String> names = new TreeSet<>();
    for (String part : route.path().split("/")) {
      if (part.startsWith("{")) {
        names.add(part.substring(1, part.length() - 1));
      }
    }
    return names;
  }

  private static JsonNode operation(Route route) {
    return description
        .path("paths")
        .path(route.path())
        .path(route.method().name().toLowerCase(Locale.ROOT));
  }

  private static JsonNode schema(Route route) {
    return operation(route).at("/requestBody/content/application~1json/schema");
  }

  private static JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : description.at(reference.substring(1));
  }

  private static String path(Route route) {
    return route.path().replaceAll("\\{[^}]*}", "walk-id");
  }

  private static HttpRequest.Builder request(String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
    return key.isEmpty() ? request : request.header("authorization", "Bearer " + key);
  }

  private static HttpResponse<byte[]> call(String method, String path, String key, byte[] body) {
    return send(
        request(path, key)
            .setHeader("content-type", "application/json")
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(request.build() + " has no answer", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(text(answer), e);
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}
