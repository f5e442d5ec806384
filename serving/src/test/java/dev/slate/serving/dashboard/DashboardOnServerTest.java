package dev.slate.serving.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.config.SlateConfig;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.serving.Api;
import dev.slate.serving.Platform;
import dev.slate.serving.SlateServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on the real server, with a real broker, Redis and stream job behind it. */
class DashboardOnServerTest {
  private static final int ITEMS = 8;
  private static final String CATEGORY = "page-films";
  private static final String EXPERIMENT =
      """
      {"layer": "page", "coverage": 0,
       "variants": [{"key": "control", "weight": 0.5}, {"key": "treatment", "weight": 0.5}]}
      """;

  @Test
  void clickAndToggle_reachTheServer_andComeBackToThePage(@TempDir Path home) {
    for (int i = 0; i < ITEMS; i++) {
      Item item = new Item("page-" + i, "Film " + i, List.of(CATEGORY), 0, true, Map.of());
      Platform.writer(Topics.ITEMS).write(item.itemId(), CatalogCodec.encode(item));
    }
    SlateConfig config = Platform.config(home, Map.of());
    try (Chromium chromium = Chromium.launch();
        StreamJob stream = new StreamJob(config, null);
        SlateServer server = new SlateServer(config, Clock.systemUTC())) {
      stream.start();
      int port = server.start();
      Api api = new Api(port);
      await()
          .until(
              () ->
                  api.get("/v1/recommendations/nobody?count=20&category=" + CATEGORY)
                          .body()
                          .path("items")
                          .size()
                      == ITEMS);
      try (Tab tab = chromium.open("http://127.0.0.1:" + port + "/", new NewContextOptions())) {
        clickAnItem(tab);
        toggleAnExperiment(tab, api);
        tab.go("freshness");
        assertThat(tab.find(".views tbody tr").first()).containsText("user_activity");
        assertThat(tab.find(".views tbody tr").first()).containsText("fresh");
        assertThat(tab.find(".heat .cell")).hasCount(5 * 60);
        assertThat(tab.find("#health .fact").last()).containsText("up");
        tab.go("models");
        assertThat(tab.find("main .empty")).containsText("./slate nightly");
        tab.go("runs");
        assertThat(tab.find("main .loading")).hasCount(0);
        assertThat(tab.find("main > [role=alert]")).isHidden();
        tab.page().navigate(api.uri("/docs").toString());
        assertThat(tab.find("article")).hasCount(operations(api));
        assertThat(tab.errors()).isEmpty();
        assertThat(tab.strangers()).isEmpty();
      }
    }
  }

  private static int operations(Api api) {
    int operations = 0;
    for (JsonNode methods : api.get("/openapi.json").body().path("paths")) {
      operations += methods.size();
    }
    return operations;
  }

  private static void clickAnItem(Tab tab) {
    tab.go("inspector?user=page-user&count=5&category=" + CATEGORY);
    Locator items = tab.find("ol.slate > li");
    assertThat(items).hasCount(5);
    String clicked = items.first().locator(".title").textContent();
    items.first().getByText("Click").click();

    assertThat(tab.find(".banner.ok")).containsText("after the click on “" + clicked + "”");
    assertThat(items).hasCount(5);
    assertThat(tab.find("ol.slate")).not().containsText(clicked);
    assertThat(tab.find(".left")).containsText(clicked + " (seen");
    assertThat(tab.find(".trace")).containsText("1 event, newest");
    assertThat(items.nth(4)).containsText("new");
  }

  private static void toggleAnExperiment(Tab tab, Api api) {
    assertThat(api.put("/v1/experiments/page-toggle", EXPERIMENT).status()).isEqualTo(200);
    tab.go("experiments");
    Locator toggle = tab.find("[role=switch][aria-label='page-toggle running']");
    assertThat(toggle).hasAttribute("aria-checked", "false");
    toggle.click();
    assertThat(toggle).hasAttribute("aria-checked", "true");
    await()
        .untilAsserted(
            () ->
                assertThat(api.get("/v1/experiments").body().path("experiments").toString())
                    .containsPattern("\"key\":\"page-toggle\"[^}]*\"status\":\"running\""));
  }
}
