package dev.slate.pipelines.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.pipelines.local.api.Api;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FeatureRowTextTest {
  @Test
  void of_saysStatusAgeAndWhyAValueIsIncomplete() throws IOException {
    String text =
        FeatureRowText.of(
            Api.JSON.readTree(
                """
                {"view": "user_activity", "entityId": "u1", "status": "present", "ageMs": 65000, "historyDegraded": "rewinding",
                 "features": [
                  {"name": "user_activity:interactions_1h", "value": 3.0, "status": "present", "degraded": null},
                  {"name": "user_activity:rating_mean", "value": null, "status": "null_value", "degraded": "window_not_loaded"}],
                 "history": [{"itemId": "i7", "title": "Heat", "kind": "click", "ageMs": 65000}]}
                """));
    assertThat(text).startsWith("user_activity of u1: present, 1 min 5 s old");
    assertThat(text.lines().toList())
        .anySatisfy(line -> assertThat(line).contains("interactions_1h", "3.0", "present"))
        .anySatisfy(line -> assertThat(line).contains("null value", "window not loaded"))
        .anySatisfy(line -> assertThat(line).contains("the last 1 of 1 (incomplete: rewinding)"))
        .anySatisfy(line -> assertThat(line).contains("click", "i7", "Heat"));
  }
}
