package dev.slate.serving.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page does with the answers of the API, in a real Chromium. */
class DashboardTest {
  private static final List<String> SECTIONS =
      List.of("inspector?user=u1&count=4", "freshness", "experiments", "runs", "models");

  private static final String OPENAPI =
      """
      {"info": {"title": "Slate", "version": "1", "description": "Lists."},
       "components": {"schemas": {"Event": {"type": "object", "required": ["itemId"], "properties": {"itemId": {"type": "string"}}}}},
       "paths": {
         "/v1/items": {"get": {"tags": ["catalogue"], "summary": "Items", "responses": {},
           "parameters": [{"name": "count", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 500}}]}},
         "/v1/events": {"post": {"tags": ["learn"], "summary": "Events", "responses": {"202": {"description": "Accepted"}},
           "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Event"}}}}}}}}
      """;
  private static final String HIDE =
      "Object.defineProperty(document, 'hidden', {value: true, configurable: true})";

  private static final CannedServer SERVER = new CannedServer();

  @SuppressWarnings("NullAway.Init")
  private static Chromium chromium;

  @BeforeAll
  static void launch() {
    chromium = Chromium.launch();
  }

  @AfterAll
  static void quit() {
    SERVER.close();
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void reset() {
    SERVER.reset();
  }

  private Tab open() {
    return chromium.open(SERVER.url(), new NewContextOptions().setViewportSize(1280, 860));
  }

  @Test
  void everySection_showsItsFigures_withoutErrorsOrForeignRequests() {
    try (Tab tab = open()) {
      assertThat(tab.find("#health")).containsText("ready");
      assertThat(tab.find("#health")).containsText("2026-11-20-1");
      assertThat(tab.find("#health")).containsText("12 events · 80 ms");

      tab.go("freshness");
      Locator views = tab.find(".views tbody tr");
      assertThat(views).hasCount(3);
      assertThat(views.nth(0)).containsText("fresh");
      assertThat(views.nth(1)).containsText("1 d 16 h");
      assertThat(views.nth(1)).containsText("stale");
      assertThat(views.nth(2)).containsText("none yet");
      assertThat(tab.find(".figure-tile").nth(4)).containsText("no audit yet");
      assertThat(tab.find(".figure-tile").nth(5)).containsText("214 stream behind");
      assertThat(tab.find(".worst tbody tr")).hasCount(5);
      assertThat(tab.find(".worst tbody tr").first()).containsText("item_longterm");

      tab.go("experiments");
      assertThat(tab.find(".experiment")).hasCount(2);
      assertThat(tab.find(".experiment").first()).containsText("rerank.mmr.lambda = 0.7");

      tab.go("runs");
      assertThat(tab.find(".run").first()).containsText("below the champion's 0.2803");
      assertThat(tab.find(".run").first()).containsText("1 min");
      assertThat(tab.find(".evaluation .interval")).hasCount(2);

      tab.go("models");
      assertThat(tab.find(".models tbody tr")).hasCount(3);
      assertThat(tab.find(".models")).containsText("SHA-256 differs from the manifest");
      assertThat(tab.find(".models tbody tr").first()).containsText("0.2803");
      tab.find("[aria-label='Details of 2026-11-18-1']").click();
      assertThat(tab.find(".model-details")).containsText("What 2026-11-18-1 scored");
      assertThat(tab.find(".model-details .interval")).hasCount(2);
      assertThat(tab.find(".model-details dt")).hasText("als.rank");
      assertThat(tab.find(".model-details .evaluation tbody tr")).hasCount(2);
      assertThat(tab.find("[aria-label='What it goes by'] tbody tr")).hasCount(3);
      assertThat(tab.find("[aria-label='What it goes by'] tbody tr").first()).containsText("als");
      assertThat(tab.find("[aria-label='Whether it comes true'] tbody tr")).hasCount(2);

      assertThat(tab.errors()).isEmpty();
      assertThat(tab.strangers()).isEmpty();
    }
  }

  @Test
  void view_thatStopsReceiving_turnsRedInWordsAndInItsRow() {
    try (Tab tab = open()) {
      tab.go("freshness");
      Locator row = tab.find(".views tbody tr").first();
      assertThat(row).containsText("fresh");
      assertThat(row).not().hasClass("late");

      SERVER.answer(
          "/v1/freshness",
          CannedServer.resource("freshness.json")
              .replace("\"ageMs\": 4200,\n", "\"ageMs\": 60001,\n")
              .replace("\"state\": \"fresh\"", "\"state\": \"stale\"")
              .replace("\"state\": \"live\"", "\"state\": \"missing\""));
      SERVER.answer(
          "/v1/audit",
          """
          {"ranMs": 1763500000000, "compared": 1200000, "differing": 7,
           "features": [{"name": "a:b", "differing": 0}, {"name": "a:c", "differing": 7}]}
          """);

      assertThat(row).hasClass("late");
      assertThat(row.locator(".pill")).hasText("stale");
      assertThat(row.locator(".pill")).hasCSS("color", "rgb(179, 38, 30)");
      assertThat(row).containsText("100% of 1 min");
      assertThat(tab.find(".figure-tile").first()).containsText("0 of 3 fresh");
      assertThat(tab.find(".figure-tile").nth(1)).containsText("canary missing");
      assertThat(tab.find("#health .pill.bad")).hasText("canary missing");
      assertThat(tab.find(".figure-tile").nth(4)).containsText("7 mismatches");
      assertThat(tab.find(".figure-tile").nth(4)).containsText("most in a:c");
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  void freshness_details_showWhatIsStoredAndTheCommands() {
    try (Tab tab = open()) {
      tab.go("freshness");
      Locator details = tab.find("[aria-label='Details of user_activity']");
      details.focus();
      tab.page().keyboard().press("Enter");
      assertThat(details).hasAttribute("aria-expanded", "true");
      Locator shown = tab.find(".view-details");
      assertThat(shown).hasCount(1);
      assertThat(shown).containsText("./slate features get user_activity u1");
      assertThat(shown).containsText("./slate features freshness --view user_activity");
      assertThat(shown).containsText("/v1/features/user_activity/u1");
      assertThat(shown).containsText("1,000 events");
      assertThat(shown).containsText("since the log had them p50 17 ms, p99 151 ms");
      assertThat(shown).containsText("640 entities");
      assertThat(shown.locator(".bars").first().locator("li")).hasCount(7);
      assertThat(shown.locator("[aria-label='Copy ./slate status']")).isVisible();

      details.click();
      assertThat(shown).hasCount(0);
      tab.find("[aria-label='Details of item_longterm']").click();
      assertThat(shown).containsText("4.2% outside 3 d");
      assertThat(shown).containsText("./slate nightly");
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  void heatMap_saysInWordsWhatIsUnderItsCursor() {
    try (Tab tab = open()) {
      tab.go("freshness");
      assertThat(tab.find(".heat .cell")).hasCount(5 * 60);
      assertThat(tab.find(".heat .l2, .heat .l3")).hasCount(66);
      assertThat(tab.find(".heat-words"))
          .hasText("In the last 1 hour 66 of 237 minutes were stale.");

      tab.find(".heat").focus();
      tab.page().keyboard().press("ArrowRight");
      assertThat(tab.find(".heat-words")).containsText("user_activity");
      for (int i = 0; i < 35; i++) {
        tab.page().keyboard().press("ArrowLeft");
      }
      assertThat(tab.find(".heat-words")).containsText("2 min 30 s of 1 min at worst, stale");
      assertThat(tab.find(".heat .cell.at")).hasClass("cell l3 at");
      tab.page().keyboard().press("ArrowDown");
      assertThat(tab.find(".heat-words")).containsText("item_activity");
      tab.find(".panel .actions >> text=24 hours").click();
      assertThat(tab.find(".heat .cell")).hasCount(5 * 72);
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  void clickOnAnItem_postsTheEvent_andShowsWhatMoved() {
    try (Tab tab = open()) {
      tab.find("#user").fill("u1");
      tab.find("#user").press("Enter");
      Locator items = tab.find("ol.slate > li");
      assertThat(items).hasCount(4);
      assertThat(items.first()).containsText("Alien (1979)");
      assertThat(tab.find(".trace")).containsText("4.20 ms in all");

      items.first().getByText("Click").click();

      assertThat(tab.find(".banner.ok")).containsText("after the click on “Alien (1979)”");
      assertThat(tab.find(".banner.ok")).containsText("1 new, 2 moved, 1 left");
      assertThat(items.nth(0)).containsText("▲ 2");
      assertThat(items.nth(1)).containsText("new");
      assertThat(items.nth(1)).containsText("Brazil (1985)");
      assertThat(tab.find(".left")).containsText("Alien (1979) (seen: clicked 0 s ago)");
      assertThat(tab.find(".trace")).containsText("1 event, newest 0 s old");
      assertThat(SERVER.writes())
          .singleElement()
          .asString()
          .contains("\"type\":\"click\"", "\"userId\":\"u1\"", "\"itemId\":\"i1\"")
          .contains("\"requestId\":\"r1\"");

      items.nth(1).getByText("Why").click();
      assertThat(items.nth(1)).containsText("3 → 2");
      assertThat(items.nth(1)).containsText("category_affinity");
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  void markupInData_isShownAsText() {
    try (Tab tab = open()) {
      tab.go("inspector?user=u1&count=4");
      assertThat(tab.find("ol.slate > li").nth(3)).containsText("<img src=x onerror=alert(1)>");
      assertThat(tab.find("main img")).hasCount(0);
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  void toggle_worksByKeyboard_andShowsTheProblemOfARefusal() {
    try (Tab tab = open()) {
      tab.go("experiments");
      Locator switches = tab.find("[role=switch]");
      switches.first().focus();
      tab.page().keyboard().press("Enter");
      assertThat(switches.first()).hasAttribute("aria-checked", "true");
      assertThat(tab.find(".experiment").first()).containsText("running");
      tab.page().keyboard().press("Space");
      assertThat(switches.first()).hasAttribute("aria-checked", "false");
      assertThat(tab.find(".experiment[aria-busy]")).hasCount(0);
      assertThat(tab.errors()).isEmpty();

      switches.nth(1).click();
      Locator problem = tab.find(".experiment").nth(1).locator("[role=alert]");
      assertThat(problem).containsText("layer: rerank is used by rerank-diversity");
      assertThat(problem).containsText("Stop rerank-diversity first.");
      assertThat(switches.nth(1)).hasAttribute("aria-checked", "false");
      assertThat(SERVER.writes())
          .containsExactly(
              "POST /v1/experiments/rerank-diversity/start ",
              "POST /v1/experiments/rerank-diversity/stop ",
              "POST /v1/experiments/taken/start ");
    }
  }

  @Test
  void assignmentLookup_saysWhichVariantsAUnitGets() {
    try (Tab tab = open()) {
      tab.go("experiments");
      tab.find("#unit").fill("u1");
      tab.find("#unit").press("Enter");
      assertThat(tab.find(".answer")).containsText("u1 is in 1 of 2 experiments");
      assertThat(tab.find(".answer tr").first()).containsText("treatment");
    }
  }

  @Test
  void tabs_areReachedByTab_andOpenedByEnter() {
    try (Tab tab = open()) {
      tab.page().keyboard().press("Tab");
      assertThat(tab.find(".skip")).isFocused();
      for (int i = 0; i < 3; i++) {
        tab.page().keyboard().press("Tab");
      }
      assertThat(tab.find("#tabs a").nth(1)).isFocused();
      tab.page().keyboard().press("Enter");
      assertThat(tab.find("h1")).hasText("Freshness");
      assertThat(tab.find("#tabs [aria-current=page]")).hasText("Freshness");
    }
  }

  @Test
  void promotion_asksFirst() {
    try (Tab tab = open()) {
      tab.go("models");
      Locator promote = tab.find("[aria-label='Promote 2026-11-18-1']");
      promote.click();
      tab.page().keyboard().press("Escape");
      assertThat(tab.find("dialog")).hasCount(0);
      assertThat(SERVER.writes()).isEmpty();

      promote.click();
      tab.find("dialog .primary").click();
      assertThat(tab.find(".banner.ok")).containsText("2026-11-18-1 is promoted.");
      assertThat(SERVER.writes()).containsExactly("POST /v1/models/2026-11-18-1/promote ");
    }
  }

  @Test
  void emptyAnswers_showTheCommandThatFillsThem() {
    SERVER.answer("/v1/runs", "{\"runs\": []}");
    SERVER.answer("/v1/experiments", "{\"experiments\": []}");
    SERVER.answer("/v1/models", "{\"champion\": null, \"previous\": null, \"models\": []}");
    try (Tab tab = open()) {
      tab.go("runs");
      assertThat(tab.find(".empty")).containsText("./slate nightly");
      tab.go("experiments");
      assertThat(tab.find(".empty")).containsText("./slate experiments create");
      tab.go("models");
      assertThat(tab.find(".empty")).containsText("./slate nightly");
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  void failingRoute_isSaidAndComesBackByItself() {
    SERVER.forget("/v1/runs");
    try (Tab tab = open()) {
      tab.go("runs");
      assertThat(tab.find("main [role=alert]")).containsText("Not Found");
      SERVER.answer("/v1/runs", CannedServer.resource("runs.json"));
      assertThat(tab.find(".run")).hasCount(2);
      assertThat(tab.find("main > [role=alert]")).isHidden();
    }
  }

  @Test
  void hiddenPage_stopsAsking() {
    try (Tab tab = open()) {
      assertThat(tab.find("#health")).containsText("ready");
      tab.page().evaluate(HIDE);
      SERVER.answer("/health/ready", CannedServer.resource("health.json").replace("full", "light"));
      tab.page()
          .waitForTimeout(2500); // longer than the interval: that nothing comes cannot be awaited
      assertThat(tab.find("#health")).not().containsText("light");
      tab.page()
          .evaluate(
              "delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
      assertThat(tab.find("#health")).containsText("light");
    }
  }

  @Test
  void narrowWindow_neverScrollsSideways() {
    try (Tab tab = open()) {
      for (String section : SECTIONS) {
        tab.go(section);
        assertThat(tab.find("main .loading")).hasCount(0);
        assertThat(tab.find("main .panel").first()).isVisible();
        for (int width : new int[] {320, 390, 768}) {
          tab.page().setViewportSize(width, 800);
          assertThat(tab.overflow()).as("%s at %d pixels", section, width).isZero();
        }
      }
    }
  }

  @Test
  void text_hasContrastInLightAndDark() {
    try (Tab tab = open()) {
      for (String section : SECTIONS) {
        tab.go(section);
        assertThat(tab.find("main .panel").first()).isVisible();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          tab.page().emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
          Object faint = tab.page().evaluate(CannedServer.resource("contrast.js"));
          assertThat((List<?>) faint).as("%s in %s", section, scheme).isEmpty();
        }
      }
    }
  }

  @Test
  void docs_showEveryRouteOfTheApi() {
    SERVER.answer("/openapi.json", OPENAPI);
    try (Tab tab = chromium.open(SERVER.url() + "docs/", new NewContextOptions())) {
      assertThat(tab.find("article")).hasCount(2);
      assertThat(tab.find("article").nth(1)).containsText("integer, 1 to 500");
      assertThat(tab.find("article").first()).containsText("-X POST");
      assertThat(tab.find("article").first()).containsText("'{\"itemId\":\"ITEMID\"}'");
      assertThat(tab.errors()).isEmpty();
      assertThat(tab.strangers()).isEmpty();
    }
  }
}
