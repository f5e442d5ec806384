package dev.slate.serving.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.slate.data.access.ApiKey;
import dev.slate.data.access.Role;
import dev.slate.serving.Platform;
import dev.slate.serving.SlateServer;
import dev.slate.serving.TestKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on a server that wants a key. */
class KeyDialogTest {

  @Test
  void page_whereAKeyIsNeeded_asksUntilItHasOneAndKeepsItForTheTab(@TempDir Path home) {
    TestKeys keys = new TestKeys(home);
    try (Chromium chromium = Chromium.launch();
        SlateServer server = new SlateServer(Platform.config(home, Map.of()), Clock.systemUTC())) {
      String url = "http://127.0.0.1:" + server.start() + "/";
      try (Tab tab = chromium.open(url, new NewContextOptions())) {
        tab.go("models");
        assertThat(tab.find("dialog h2")).hasText("An API key is needed");
        tab.find("#key").fill(ApiKey.newSecret());
        tab.find("dialog .primary").click();
        assertThat(tab.find("dialog h2")).hasText("This key is not known");
        tab.find("#key").fill(keys.of(Role.READ));
        tab.find("#key").press("Enter");
        assertThat(tab.find("dialog")).hasCount(0);
        assertThat(tab.find("main .empty")).containsText("./slate nightly");
        tab.page().reload();
        assertThat(tab.find("main .empty")).containsText("./slate nightly");
        assertThat(tab.find("dialog")).hasCount(0);
        assertThat(tab.strangers()).isEmpty();
      }
      try (Tab other = chromium.open(url, new NewContextOptions())) {
        assertThat(other.find("dialog h2")).hasText("An API key is needed");
      }
    }
  }
}
