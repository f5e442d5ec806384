package dev.slate.bench.features;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The same reads over {@code POST /get-online-features}, of Feast's Python server or of ours. */
final class JsonLoad {
  private static final int REQUESTS = 64;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<HttpRequest> requests = new ArrayList<>();

  JsonLoad(int port, int rows) {
    Random random = new Random(rows);
    String features =
        BenchView.VIEW.scalarNames().stream()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(","));
    for (int i = 0; i < REQUESTS; i++) {
      String users =
          IntStream.of(random.ints(rows, 100, 1_000).toArray())
              .mapToObj(user -> '"' + BenchView.user(user) + '"')
              .collect(Collectors.joining(","));
      String body = "{\"features\":[" + features + "],\"entities\":{\"user_id\":[" + users + "]}}";
      requests.add(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/get-online-features"))
              .timeout(Duration.ofSeconds(30))
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build());
    }
  }

  /** Sends the i-th request; true if the answer is a 200 with values. */
  CompletionStage<Boolean> send(int i) {
    return client
        .sendAsync(requests.get(i % REQUESTS), BodyHandlers.ofByteArray())
        .thenApply(JsonLoad::isGood);
  }

  private static boolean isGood(HttpResponse<byte[]> response) {
    return response.statusCode() == 200 && response.body().length > 50 * 10;
  }
}
