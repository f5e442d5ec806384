package dev.slate.pipelines.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slate.pipelines.local.CommandFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client of the API that turns every error into a {@link CommandFailure}: a problem document into
 * its detail and fix, an unreachable server into how to start it. Thread-safe.
 *
 * <p>{@link HttpURLConnection} rather than {@code HttpClient}: a command that asks one question
 * starts twice as fast with it.
 */
public final class Api {
  /** For bodies and answers. */
  public static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration READ = Duration.ofSeconds(30);

  private final String base;
  private final @Nullable String key;

  /**
   * A client that shows the key of {@code SLATE_API_KEY}, if there is one.
   *
   * @param base such as {@code http://127.0.0.1:8080}
   */
  public Api(String base) {
    this(base, System.getenv("SLATE_API_KEY"));
  }

  Api(String base, @Nullable String key) {
    this.key = key;
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  public String base() {
    return base;
  }

  public JsonNode get(String path) {
    return call("GET", path, null, "application/json");
  }

  public JsonNode post(String path, JsonNode body) {
    return call("POST", path, body.toString().getBytes(StandardCharsets.UTF_8), "application/json");
  }

  public JsonNode put(String path, JsonNode body) {
    return call("PUT", path, body.toString().getBytes(StandardCharsets.UTF_8), "application/json");
  }

  public JsonNode delete(String path) {
    return call("DELETE", path, null, "application/json");
  }

  /** Posts newline-delimited JSON. */
  public JsonNode postLines(String path, byte[] lines) {
    return call("POST", path, lines, "application/x-ndjson");
  }

  /** One part of a path, escaped. */
  public static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether the server answers the path with success now; never throws. */
  public boolean answers(String path) {
    try {
      HttpURLConnection connection = open("GET", path, "application/json");
      connection.setReadTimeout(2_000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status < 400;
    } catch (IOException e) {
      return false;
    }
  }

  private JsonNode call(String method, String path, byte @Nullable [] body, String type) {
    try {
      HttpURLConnection connection = open(method, path, type);
      if (body != null) {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.getOutputStream().write(body);
      }
      int status = connection.getResponseCode();
      if (status >= 400) {
        byte[] answer =
            connection.getErrorStream() == null
                ? new byte[0]
                : connection.getErrorStream().readAllBytes();
        throw failure(method, path, status, answer);
      }
      byte[] answer = connection.getInputStream().readAllBytes();
      return answer.length == 0 ? MissingNode.getInstance() : JSON.readTree(answer);
    } catch (InterruptedIOException e) {
      throw new CommandFailure(
          base + " does not answer in time (" + e.getMessage() + ")",
          "look at its log: slate status names it");
    } catch (IOException e) {
      throw new CommandFailure(
          base + " is not reachable (" + e.getMessage() + ")",
          "start it with: slate up   (or say where it is: --url, SLATE_URL)");
    }
  }

  private HttpURLConnection open(String method, String path, String type) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(base + path).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) READ.toMillis());
    connection.setRequestProperty("Content-Type", type);
    connection.setRequestProperty("Accept", "application/json");
    if (key != null) {
      connection.setRequestProperty("Authorization", "Bearer " + key);
    }
    return connection;
  }

  private CommandFailure failure(String method, String path, int status, byte[] answer) {
    if (status == 401) {
      return new CommandFailure(
          base + (key == null ? " needs an API key" : " does not know the key of SLATE_API_KEY"),
          "set SLATE_API_KEY to a key of slate keys create");
    }
    try {
      JsonNode problem = JSON.readTree(answer);
      if (problem.hasNonNull("detail") || problem.hasNonNull("title")) {
        return new CommandFailure(
            problem.path("detail").asText(problem.path("title").asText()),
            problem.path("fix").asText(""));
      }
    } catch (IOException e) {
      // Not a problem document: the status alone has to say it.
    }
    return new CommandFailure(method + " " + path + " was answered with status " + status, "");
  }
}
