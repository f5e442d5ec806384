package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.training.model.registry.ModelRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New models, a corrupt one and a rollback, all under load. */
class SwapTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int PER_SECOND = 200;

  @Test
  void publish_underLoad_failsNoRequestAndACorruptModelIsRefused(@TempDir Path home)
      throws IOException {
    PlantedWorld.announce();
    ModelRegistry registry = new ModelRegistry(home.resolve("registry"));
    registry.publish(PlantedWorld.model("2026-11-20-1", 1));
    registry.promote("2026-11-20-1");
    try (SlateServer server = new SlateServer(Platform.config(home, Map.of()), Clock.systemUTC())) {
      Api api = new Api(server.start());
      awaitServing(api, "2026-11-20-1");
      try (Load load = new Load(api)) {
        registry.publish(PlantedWorld.model("2026-11-20-2", 2));
        registry.promote("2026-11-20-2");
        awaitServing(api, "2026-11-20-2");

        registry.publish(PlantedWorld.model("2026-11-20-3", 3));
        flipABit(home.resolve("registry/models/2026-11-20-3/als.safetensors"));
        registry.promote("2026-11-20-3");
        await().until(() -> !refusal(api, "2026-11-20-3").isEmpty());
        assertThat(refusal(api, "2026-11-20-3")).contains("als.safetensors");
        assertThat(serving(api)).isEqualTo("2026-11-20-2");

        long begin = System.nanoTime();
        assertThat(api.post("/v1/models/rollback", "").status()).isEqualTo(200);
        registry.promote("2026-11-20-1");
        awaitServing(api, "2026-11-20-1");
        System.out.println(
            "bar 5: rolled back in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        load.awaitSent(800);
        load.assertNoFailure(Set.of("2026-11-20-1", "2026-11-20-2"));
      }
    }
  }

  private static void flipABit(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static void awaitServing(Api api, String version) {
    await().atMost(Duration.ofSeconds(20)).until(() -> serving(api).equals(version));
  }

  private static String serving(Api api) {
    return api.get("/v1/models").body().path("serving").asText();
  }

  private static String refusal(Api api, String version) {
    for (JsonNode model : api.get("/v1/models").body().path("models")) {
      if (model.path("version").asText().equals(version)
          && model.path("status").asText().equals("refused")) {
        return model.path("reason").asText();
      }
    }
    return "";
  }

  /** An open loop of requests: each is sent at its time, whether or not others are answered. */
  private static final class Load implements AutoCloseable {
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Queue<CompletableFuture<String>> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final Api api;

    Load(Api api) {
      this.api = api;
      var unused =
          timer.scheduleAtFixedRate(this::send, 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
    }

    private void send() {
      HttpRequest request =
          HttpRequest.newBuilder(
                  api.uri("/v1/recommendations/load-" + sent.incrementAndGet() + "?count=10"))
              .timeout(Duration.ofSeconds(10))
              .build();
      answers.add(
          client
              .sendAsync(request, BodyHandlers.ofString())
              .thenApply(
                  response ->
                      response.statusCode() == 200
                          ? response.body()
                          : "failed " + response.body()));
    }

    void awaitSent(int count) {
      await().atMost(Duration.ofSeconds(30)).until(() -> sent.get() >= count);
    }

    void assertNoFailure(Set<String> versions) throws IOException {
      timer.shutdown();
      Set<String> seen = new TreeSet<>();
      List<String> bodies = answers.stream().map(CompletableFuture::join).toList();
      for (String body : bodies) {
        assertThat(body).doesNotStartWith("failed");
        JsonNode slate = MAPPER.readTree(body);
        assertThat(slate.path("items")).hasSize(10);
        seen.add(slate.path("model").asText());
      }
      System.out.println(
          "bar 5: "
              + bodies.size()
              + " requests at "
              + PER_SECOND
              + "/s, none failed, from "
              + seen);
      assertThat(seen).isEqualTo(versions);
    }

    @Override
    public void close() {
      timer.shutdownNow();
    }
  }
}
