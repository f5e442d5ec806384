package dev.slate.bench.system;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Personal slates for random users, and what came back. Thread-safe. */
final class Requests {
  private static final String RUNG = "\"rung\":\"";

  private final WebClient client;
  private final int users;
  private final int count;
  private final SplittableRandom random = new SplittableRandom(13);
  private final ConcurrentMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();

  Requests(String url, int users, int count) {
    this.users = users;
    this.count = count;
    this.client =
        WebClient.builder(url.replace("http://", "h1c://"))
            .factory(ClientFactory.builder().build())
            .responseTimeout(Duration.ofSeconds(30))
            .build();
  }

  /** Sends one; true for a 200. Called by one thread. */
  CompletionStage<Boolean> send(int i) {
    String path =
        "/v1/recommendations/" + WorldEvents.user(random.nextInt(users)) + "?count=" + count;
    return client.get(path).aggregate().handle((answer, error) -> count(answer, error));
  }

  private boolean count(AggregatedHttpResponse answer, Throwable error) {
    String outcome = error != null ? error.getClass().getSimpleName() : outcome(answer);
    outcomes.computeIfAbsent(outcome, key -> new LongAdder()).increment();
    return error == null && answer.status().code() == 200;
  }

  private static String outcome(AggregatedHttpResponse answer) {
    if (answer.status().code() != 200) {
      return "HTTP " + answer.status().code();
    }
    String body = answer.content(StandardCharsets.ISO_8859_1);
    int at = body.indexOf(RUNG);
    return at < 0
        ? "no rung"
        : body.substring(at + RUNG.length(), body.indexOf('"', at + RUNG.length()));
  }

  /** The body of a request that must succeed. */
  String call(HttpMethod method, String path, String body) {
    AggregatedHttpResponse answer =
        client.execute(HttpRequest.of(method, path, MediaType.JSON_UTF_8, body)).aggregate().join();
    if (answer.status().code() >= 300) {
      throw new IllegalStateException(method + " " + path + ": " + answer.contentUtf8());
    }
    return answer.contentUtf8();
  }

  /** Answers by rung, or by what went wrong, since the last call. */
  Map<String, Long> takeOutcomes() {
    Map<String, Long> taken = new TreeMap<>();
    outcomes.forEach((outcome, n) -> taken.put(outcome, n.sumThenReset()));
    taken.values().removeIf(n -> n == 0);
    return taken;
  }
}
