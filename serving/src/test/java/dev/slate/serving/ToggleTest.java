package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.Topics;
import dev.slate.serving.topic.TopicFollower;
import dev.slate.serving.topic.TopicHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A toggle through one serving process, seen by another. */
class ToggleTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void toggle_throughOneProcess_holdsInTheOtherWithinASecond(@TempDir Path home) {
    PlantedWorld.announce();
    String user = "toggled-" + UUID.randomUUID();
    Set<String> exposed = ConcurrentHashMap.newKeySet();
    try (SlateServer first = server(home);
        SlateServer second = server(home);
        TopicFollower exposures = exposuresOf(user, exposed)) {
      Api one = new Api(first.start());
      Api two = new Api(second.start());
      await().until(() -> two.get("/health/ready").status() == 200);
      await().until(() -> exposures.problem().isEmpty());

      assertThat(one.put("/v1/experiments/toggle", experiment(1, 0)).status()).isEqualTo(200);
      awaitVariant(two, user, "control");
      long longest = 0;
      for (int round = 0; round < 5; round++) {
        boolean treat = round % 2 == 0;
        one.put("/v1/experiments/toggle", treat ? experiment(0, 1) : experiment(1, 0));
        longest = Math.max(longest, awaitVariant(two, user, treat ? "treatment" : "control"));
      }
      one.post("/v1/experiments/toggle/stop", "");
      longest = Math.max(longest, awaitVariant(two, user, ""));
      System.out.println("bar 4: the slowest of 6 toggles took " + longest + " ms");
      assertThat(longest).isLessThan(1_000);
      await().until(() -> exposed.containsAll(Set.of("control", "treatment", "")));
    }
  }

  private static SlateServer server(Path home) {
    return new SlateServer(Platform.config(home, Map.of()), Clock.systemUTC());
  }

  private static String experiment(double control, double treatment) {
    return "{\"layer\":\"toggle-test\",\"status\":\"running\",\"variants\":[{\"key\":\"control\",\"weight\":"
        + control
        + "},{\"key\":\"treatment\",\"weight\":"
        + treatment
        + ",\"parameters\":{\"rerank.depth\":50}}]}";
  }

  /** Asks for slates until the variant is the wanted one; gives the milliseconds that it took. */
  private static long awaitVariant(Api api, String user, String wanted) {
    long begin = System.nanoTime();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                api.get("/v1/recommendations/" + user)
                    .body()
                    .path("experiments")
                    .path("toggle")
                    .asText("")
                    .equals(wanted));
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static TopicFollower exposuresOf(String user, Set<String> variants) {
    return TopicFollower.start(
        "exposures",
        Platform.kafka(),
        Map.of(
            Topics.EXPOSURES,
            TopicHandler.ofValues(
                (key, value, offset) -> {
                  if (key.equals(user) && value != null) {
                    JsonNode exposure = read(value);
                    assertThat(exposure.path("items").size()).isPositive();
                    variants.add(exposure.path("experiments").path("toggle").asText(""));
                  }
                })));
  }

  private static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
