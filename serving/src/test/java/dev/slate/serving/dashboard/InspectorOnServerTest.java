package dev.slate.serving.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.slate.data.config.SlateConfig;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.serving.Api;
import dev.slate.serving.PlantedWorld;
import dev.slate.serving.Platform;
import dev.slate.serving.SlateServer;
import dev.slate.training.model.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a support engineer does: why this item, why not that one, and what else it might have been.
 */
class InspectorOnServerTest {
  private static final String USER = "inspected-" + UUID.randomUUID();

  @Test
  void slate_isExplainedAskedAboutAndReplayed(@TempDir Path home) {
    PlantedWorld.announce();
    ModelRegistry registry = new ModelRegistry(home.resolve("registry"));
    registry.publish(PlantedWorld.model("2026-11-20-1", 1));
    registry.publish(PlantedWorld.model("2026-11-21-1", 9));
    registry.promote("2026-11-20-1");
    SlateConfig config = Platform.config(home, Map.of("SLATE_SERVING_BUDGET_MS", "5000"));
    try (Chromium chromium = Chromium.launch();
        StreamJob stream = new StreamJob(config, null);
        SlateServer server = new SlateServer(config, Clock.systemUTC())) {
      stream.start();
      int port = server.start();
      Api api = new Api(port);
      await().until(() -> api.get("/health/ready").body().path("rung").asText().equals("full"));
      click(api, PlantedWorld.id(2, 0));
      click(api, PlantedWorld.id(4, 1));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  api.get("/v1/features/user_activity/" + USER).body().path("history").size() == 2);
      try (Tab tab =
          chromium.open(
              "http://127.0.0.1:" + port + "/",
              new NewContextOptions().setViewportSize(1280, 1400))) {
        why(tab);
        whyNot(tab);
        replay(tab);
        logged(tab);
        assertThat(tab.overflow()).isZero();
        assertThat(tab.strangers()).isEmpty();
        // The browser tells of the refused value, too.
        assertThat(tab.errors()).hasSize(1).allMatch(error -> error.contains("status of 400"));
        unknown(tab);
      }
    }
  }

  private static void click(Api api, String itemId) {
    String event = "{\"type\":\"click\",\"userId\":\"" + USER + "\",\"itemId\":\"" + itemId + "\"}";
    assertThat(api.post("/v1/events", event).status()).isEqualTo(202);
  }

  private static void why(Tab tab) {
    tab.go("inspector?user=" + USER + "&count=6");
    assertThat(tab.find("ol.slate > li")).hasCount(6);
    Locator first = tab.find("ol.slate > li").first();
    first.getByText("Why").click();
    assertThat(first.locator(".contributions")).containsText("score:two_tower");
    assertThat(first.locator(".contributions .bar").first()).isVisible();
    assertThat(first.locator(".item-trace")).containsText("of this source");
    tab.find("details[data-key=found] > summary").click();
    assertThat(tab.find("details[data-key=found]")).containsText("two-tower down to");
    tab.find("details[data-key=parameters] > summary").click();
    assertThat(tab.find("details[data-key=parameters]")).containsText("rerank.mmr.lambda");
  }

  /** By keyboard alone. */
  private static void whyNot(Tab tab) {
    tab.find("#why-not").focus();
    tab.page().keyboard().type(PlantedWorld.id(2, 0) + ", nowhere");
    tab.page().keyboard().press("Enter");
    Locator answers = tab.find(".why-answers article");
    assertThat(answers).hasCount(2);
    assertThat(answers.first()).containsText("clicked");
    assertThat(answers.last()).containsText("unknown");
  }

  private static void replay(Tab tab) {
    tab.find(".replay > summary").click();
    tab.find("#replay-model option").nth(1).waitFor(attached());
    Locator run = tab.find(".replay button[type=submit]");
    run.click();
    assertThat(tab.find(".replayed .banner")).containsText("The same slate");

    tab.find("#replay-parameter").selectOption("rerank.max-sum.lambda");
    tab.find("#replay-value").fill("1");
    run.click();
    assertThat(tab.find(".replayed .banner")).containsText("at another place, new or gone");
    assertThat(tab.find(".sides tr.entered, .sides tr.moved").first()).isVisible();

    tab.find("#replay-value").fill("7");
    run.click();
    assertThat(tab.find(".replay .problem")).containsText("0.0 to 1.0");

    tab.find("#replay-parameter").selectOption("");
    tab.find("#replay-model").selectOption("2026-11-21-1");
    run.click();
    assertThat(tab.find(".sides section").last()).containsText("model 2026-11-21-1");
    assertThat(tab.find(".replay .problem")).isHidden();
  }

  private static Locator.WaitForOptions attached() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
  }

  private static void logged(Tab tab) {
    String id = tab.find(".about .request").textContent();
    tab.find(".logged > summary").click();
    assertThat(tab.find(".logged tbody tr").first()).containsText("asked for its trace");
    tab.find("#request").fill(id);
    tab.page().keyboard().press("Enter");
    assertThat(tab.find("main > .banner")).containsText("Logged");
    assertThat(tab.find("ol.slate > li")).hasCount(6);
    assertThat(tab.find(".about .request")).hasText(id);
  }

  private static void unknown(Tab tab) {
    tab.go("inspector?request=nothing");
    assertThat(tab.find("main > .problem")).containsText("is not known");
  }
}
