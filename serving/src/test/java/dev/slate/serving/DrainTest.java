package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slate.training.model.registry.ModelRegistry;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopping under load, and what the next process finds. */
class DrainTest {

  @Test
  void close_underLoad_answersAllThatASwitchOfLoadBalancersSends(@TempDir Path home) {
    PlantedWorld.announce();
    ModelRegistry registry = new ModelRegistry(home.resolve("registry"));
    registry.publish(PlantedWorld.model("2026-11-20-1", 1));
    registry.promote("2026-11-20-1");
    SlateServer server =
        new SlateServer(
            Platform.config(
                home,
                Map.of("SLATE_RESILIENCE_DRAIN_MS", "300", "SLATE_SERVING_BUDGET_MS", "2000")),
            Clock.systemUTC());
    Api api = new Api(server.start());
    await().until(() -> api.get("/health/ready").status() == 200);
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Queue<CompletableFuture<Integer>> answers = new ConcurrentLinkedQueue<>();
    AtomicBoolean balanced = new AtomicBoolean(true);
    try {
      var unused =
          timer.scheduleAtFixedRate(
              () -> {
                if (balanced.get()) {
                  answers.add(
                      client
                          .sendAsync(
                              HttpRequest.newBuilder(
                                      api.uri("/v1/recommendations/u" + answers.size()))
                                  .build(),
                              BodyHandlers.discarding())
                          .thenApply(answer -> answer.statusCode()));
                }
              },
              0,
              10,
              TimeUnit.MILLISECONDS);
      await().until(() -> answers.size() > 50);
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(
              () -> {
                server.drain();
                server.close();
              });
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> api.get("/health/ready").body().path("reasons").toString().contains("drain"));
      balanced.set(false);
      assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
      assertThat(stopped).succeedsWithin(Duration.ofSeconds(5));
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void start_withoutKafka_answersFromTheListOfTheLastProcess(@TempDir Path home) throws Exception {
    PlantedWorld.announce();
    try (SlateServer first = new SlateServer(Platform.config(home, Map.of()), Clock.systemUTC())) {
      Api api = new Api(first.start());
      await().until(() -> api.get("/health/ready").status() == 200);
    }
    assertThat(Files.readAllLines(home.resolve("serving/popular.ndjson"))).isNotEmpty();
    try (SlateServer second =
        new SlateServer(
            Platform.config(home, Map.of("SLATE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")),
            Clock.systemUTC())) {
      Api api = new Api(second.start());
      var slate =
          api.get("/v1/recommendations/anybody?count=5&category=" + PlantedWorld.category(1))
              .body();
      List<String> ids = slate.path("items").findValuesAsText("id");
      assertThat(ids).hasSize(5);
      slate
          .path("items")
          .forEach(
              item ->
                  assertThat(item.path("categories").toString())
                      .contains(PlantedWorld.category(1)));
      assertThat(slate.path("rung").asText()).isEqualTo("popular");
      assertThat(slate.path("rungReason").asText()).contains("kept by the last process");
      assertThat(
              api.get("/v1/recommendations/anybody?count=5&exclude=" + ids.get(0))
                  .body()
                  .path("items")
                  .findValuesAsText("id"))
          .doesNotContain(ids.get(0));
    }
  }
}
