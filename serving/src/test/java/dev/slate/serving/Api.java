package dev.slate.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of one serving process. */
public final class Api {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  // Without the upgrade to HTTP/2 that every new connection of the JDK's client asks for.
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final String url;

  public Api(int port) {
    url = "http://127.0.0.1:" + port;
  }

  /** An answer: status and body. */
  public record Answer(int status, JsonNode body) {}

  public Answer get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  /** The body as it is. */
  public String text(String path) {
    return new String(body(HttpRequest.newBuilder(uri(path))).body(), UTF_8);
  }

  public Answer post(String path, String body) {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)));
  }

  public Answer put(String path, String body) {
    return send(HttpRequest.newBuilder(uri(path)).PUT(BodyPublishers.ofString(body)));
  }

  public Answer delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  public URI uri(String path) {
    return URI.create(url + path);
  }

  public Answer send(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = body(request);
    try {
      return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<byte[]> body(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
