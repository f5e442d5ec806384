package dev.slate.serving.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasClassOptions;
import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.serving.Api;
import dev.slate.serving.Platform;
import dev.slate.serving.SlateServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A view that stops receiving events turns red within its objective plus five seconds, while the
 * stream job, the canaries and the server go on: real broker, Redis, stream job and server.
 */
class FreshnessOnServerTest {
  private static final Duration OBJECTIVE = Duration.ofSeconds(3);
  private static final Duration BAR = OBJECTIVE.plusSeconds(5);
  private static final Duration START = Duration.ofSeconds(60);

  private static SlateServer server;
  private static StreamJob stream;
  private static Api api;
  private static String url;

  @BeforeAll
  static void start(@TempDir Path home) {
    Item item = new Item("fresh-item", "Film", List.of("Drama"), 0, true, Map.of());
    Platform.writer(Topics.ITEMS).write(item.itemId(), CatalogCodec.encode(item));
    SlateConfig config = Platform.config(home, Map.of("SLATE_FRESHNESS_CANARY_EVERY_MS", "200"));
    stream = new StreamJob(config, null);
    stream.start();
    server = new SlateServer(config, impatient(FeatureCatalog.standard()), Clock.systemUTC());
    int port = server.start();
    url = "http://127.0.0.1:" + port + "/";
    api = new Api(port);
    await().until(() -> api.get("/v1/items/fresh-item").status() == 200);
  }

  @AfterAll
  static void stop() {
    stream.close();
    server.close();
  }

  /** The same definitions, so the same states, with an objective that a test can wait for. */
  private static FeatureCatalog impatient(FeatureCatalog catalog) {
    return new FeatureCatalog(
        catalog.views().stream()
            .map(
                view ->
                    new FeatureView(
                        view.name(),
                        view.entity(),
                        view.source(),
                        view.owner(),
                        view.description(),
                        view.ttl(),
                        OBJECTIVE,
                        view.features()))
            .toList(),
        catalog.derived(),
        catalog.services());
  }

  /** Posts one event and waits until it makes its view fresh; the event's time. */
  private static long click() {
    long nowMs = System.currentTimeMillis();
    String event =
        "{\"type\":\"click\",\"userId\":\"fresh-user\",\"itemId\":\"fresh-item\",\"eventTimeMs\":"
            + nowMs
            + "}";
    assertThat(api.post("/v1/events", event).status()).isEqualTo(202);
    return nowMs;
  }

  private static void clickUntilFresh() {
    await()
        .atMost(START)
        .until(
            () -> {
              click();
              return view("user_activity").path("state").asText().equals("fresh");
            });
  }

  private static JsonNode report() {
    return api.get("/v1/freshness").body();
  }

  private static JsonNode view(String name) {
    for (JsonNode view : report().path("views")) {
      if (view.path("view").asText().equals(name)) {
        return view;
      }
    }
    throw new AssertionError(name);
  }

  /** The value of a series of {@code /metrics}, NaN if there is none. */
  private static double metric(String series) {
    Matcher line =
        Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(api.text("/metrics"));
    return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
  }

  private static double stale() {
    return metric("slate_freshness_state{state=\"stale\",view=\"user_activity\"}");
  }

  @Test
  void view_thatStopsReceiving_isStaleInTheApiAndInMetrics_whileCanariesFlow() {
    clickUntilFresh();
    assertThat(stale()).isZero();
    long newest = view("user_activity").path("newestEventMs").asLong();
    await().until(() -> report().path("stream").path("state").asText().equals("live"));
    double before = metric("slate_canary_lag_seconds_count{partition=\"0\"}");

    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(BAR.plusSeconds(5))
        .until(() -> stale() == 1 && view("user_activity").path("state").asText().equals("stale"));

    // Clicks that were under way when the view became fresh may have moved it since.
    long last = Math.max(newest, view("user_activity").path("newestEventMs").asLong());
    assertThat(System.currentTimeMillis() - last).isLessThanOrEqualTo(BAR.toMillis());
    assertThat(metric("slate_freshness_age_seconds{view=\"user_activity\"}"))
        .isGreaterThan(OBJECTIVE.toSeconds());
    assertThat(metric("slate_freshness_objective_seconds{view=\"user_activity\"}"))
        .isEqualTo(OBJECTIVE.toSeconds());
    assertThat(metric("slate_canary_lag_seconds_count{partition=\"0\"}")).isGreaterThan(before);
    assertThat(report().path("stream").path("state").asText()).isEqualTo("live");
    assertThat(api.get("/v1/features/item_activity/slate-canary").body().path("status").asText())
        .isEqualTo("not_found");
    assertThat(view("user_activity").path("ingestion").path("events").asLong()).isPositive();
    assertThat(api.get("/v1/freshness/history?minutes=2").body().path("rows")).hasSize(5);
  }

  @Test
  void view_thatStopsReceiving_turnsRedOnThePage() {
    try (Chromium chromium = Chromium.launch();
        Tab tab = chromium.open(url, new NewContextOptions())) {
      tab.go("freshness");
      Locator row = tab.find(".views tbody tr").first();
      clickUntilFresh();
      assertThat(row.locator(".pill")).hasText("fresh");
      assertThat(row)
          .hasClass("late", new HasClassOptions().setTimeout(BAR.plusSeconds(5).toMillis()));
      long age = System.currentTimeMillis() - view("user_activity").path("newestEventMs").asLong();
      assertThat(age).isLessThanOrEqualTo(BAR.toMillis());
      assertThat(row.locator(".pill")).hasText("stale");
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  void streamThatStops_isMissingItsCanary_andItsValuesAreMarked() {
    clickUntilFresh();
    stream.close();
    try {
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> report().path("stream").path("state").asText().equals("missing"));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  api.get("/v1/features/user_activity/fresh-user")
                      .body()
                      .path("features")
                      .path(0)
                      .path("degraded")
                      .asText()
                      .equals("stream_behind"));
      assertThat(api.get("/v1/recommendations/fresh-user").status()).isEqualTo(200);
      await()
          .until(
              () ->
                  metric(
                          "slate_features_degraded_total{reason=\"stream_behind\",view=\"user_activity\"}")
                      >= 1);
    } finally {
      stream = new StreamJob(Platform.config(Path.of("target"), Map.of()), null);
      stream.start();
    }
    await()
        .atMost(START)
        .until(() -> report().path("stream").path("state").asText().equals("live"));
  }
}
