package dev.slate.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop through the real launcher, on one machine, from nothing to nothing left. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SlateUpIT {
  private static final List<String> MODULES =
      List.of(
          "serving",
          "pipelines/streaming",
          "pipelines/nightly",
          "pipelines/scheduler",
          "pipelines/local");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String NEWCOMER = "newcomer-of-the-test";

  @Test
  void up_fromNothing_servesLearnsTogglesAndLeavesNothing(@TempDir Path directory)
      throws Exception {
    for (String module : MODULES) {
      Assumptions.assumeTrue(
          Files.exists(SlateProcess.ROOT.resolve(module).resolve("target/classpath")),
          module + " is not packaged; run the whole build: mvn verify");
    }
    Path home = directory.resolve("home");
    SlateProcess slate = SlateProcess.up(home, directory.resolve("first.txt"));
    try {
      answersBeforeThereIsAModel(slate);
      assertThat(slate.run("up").output()).contains("Slate is already up with home");
      await().atMost(Duration.ofMinutes(6)).until(() -> slate.hasSaid("Slate is ready"));
      answersPersonally(slate);
      reactsToClicks(slate);
      togglesAnExperiment(slate);
      tellsItsStatus(slate);
      stopsWithoutATrace(slate);
    } finally {
      slate.family().forEach(ProcessHandle::destroyForcibly);
    }

    SlateProcess again = SlateProcess.up(home, directory.resolve("second.txt"));
    try {
      await().atMost(Duration.ofMinutes(2)).until(() -> again.hasSaid("Slate is ready"));
      assertThat(again.output()).contains("is in the log:").doesNotContain("first nightly run");
      diesWithItsChildren(again);
    } finally {
      again.family().forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static void answersBeforeThereIsAModel(SlateProcess slate) throws Exception {
    await().atMost(Duration.ofMinutes(2)).until(() -> slate.hasSaid("answers,"));
    JsonNode answer = slate.get("/v1/recommendations/" + NEWCOMER);
    assertThat(answer.path("rung").asText()).isNotEqualTo("full");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !slate.get("/v1/recommendations/" + NEWCOMER).path("items").isEmpty());
  }

  private static void answersPersonally(SlateProcess slate) throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              JsonNode answer = slate.get("/v1/recommendations/u1");
              assertThat(answer.path("rung").asText()).isEqualTo("full");
              assertThat(answer.path("model").asText()).isNotEmpty();
              assertThat(answer.path("items")).isNotEmpty();
            });
    assertThat(items(slate, "u1")).isNotEqualTo(items(slate, "u2"));
  }

  /** Three clicks on items of one kind change the next slate within a second. */
  private static void reactsToClicks(SlateProcess slate) throws Exception {
    List<String> before = items(slate, NEWCOMER);
    List<String> clicked = new ArrayList<>(before.subList(0, 1));
    for (JsonNode item : slate.get("/v1/items/" + clicked.get(0) + "/similar").path("items")) {
      String id = item.path("id").asText(item.path("itemId").asText());
      if (clicked.size() < 3 && !clicked.contains(id)) {
        clicked.add(id);
      }
    }
    assertThat(clicked).hasSize(3).doesNotContain("");
    for (String item : clicked) {
      slate.post(
          "/v1/events",
          String.format(
              "{\"type\":\"click\",\"userId\":\"%s\",\"itemId\":\"%s\"}", NEWCOMER, item));
    }
    await()
        .atMost(SECOND)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !items(slate, NEWCOMER).equals(before));
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              JsonNode trace =
                  slate.get("/v1/recommendations/" + NEWCOMER + "?explain=true").path("trace");
              List<String> history = new ArrayList<>();
              trace.path("history").forEach(entry -> history.add(entry.path("itemId").asText()));
              assertThat(history).containsExactlyInAnyOrderElementsOf(clicked);
            });
  }

  private static void togglesAnExperiment(SlateProcess slate) throws Exception {
    assertThat(slate.run("experiments", "start", "rerank-diversity").output())
        .contains("rerank-diversity is running");
    await().atMost(SECOND).until(() -> variant(slate).equals("treatment"));
    slate.run("experiments", "stop", "rerank-diversity");
    await().atMost(SECOND).until(() -> variant(slate).isEmpty());
  }

  /** The variant of the first of some users whose hash puts them into the treatment. */
  private static String variant(SlateProcess slate) throws Exception {
    for (int user = 1; user <= 20; user++) {
      JsonNode answer = slate.get("/v1/recommendations/u" + user);
      if (answer.path("experiments").path("rerank-diversity").asText().equals("treatment")) {
        return "treatment";
      }
    }
    return "";
  }

  private static void tellsItsStatus(SlateProcess slate) throws Exception {
    JsonNode status = slate.status();
    assertThat(status.path("running").asBoolean()).isTrue();
    assertThat(status.path("champion").asText()).isNotEmpty();
    List<String> running = new ArrayList<>();
    for (JsonNode process : status.path("processes")) {
      if (process.path("state").asText().equals("running")) {
        running.add(process.path("name").asText());
        assertThat(ProcessHandle.of(process.path("pid").asLong())).isPresent();
      }
    }
    assertThat(running).contains("slate up", "serving", "stream", "scheduler");
  }

  private static void stopsWithoutATrace(SlateProcess slate) throws Exception {
    List<ProcessHandle> family = slate.family();
    assertThat(family).hasSizeGreaterThanOrEqualTo(5);
    slate.process().destroy();
    assertThat(slate.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(slate.process().exitValue()).isZero();
    assertThat(family).noneMatch(ProcessHandle::isAlive);
    assertThat(slate.run("status").code()).isEqualTo(1);
  }

  private static void diesWithItsChildren(SlateProcess slate) throws Exception {
    List<ProcessHandle> family = slate.family();
    assertThat(family).hasSizeGreaterThanOrEqualTo(5);
    slate.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static List<String> items(SlateProcess slate, String user) throws Exception {
    List<String> ids = new ArrayList<>();
    slate
        .get("/v1/recommendations/" + user)
        .path("items")
        .forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }
}
