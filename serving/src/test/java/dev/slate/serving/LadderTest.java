package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers before there is a model: the lowest rungs. */
class LadderTest {

  @Test
  void recommend_noModelAndNoUser_givesPopularItemsAndSaysWhy(@TempDir Path home) {
    for (int i = 0; i < 5; i++) {
      Item item = new Item("ladder-" + i, "Title " + i, List.of("a"), i, i != 3, Map.of());
      Platform.writer(Topics.ITEMS).write(item.itemId(), CatalogCodec.encode(item));
    }
    try (SlateServer server = new SlateServer(Platform.config(home, Map.of()), Clock.systemUTC())) {
      Api api = new Api(server.start());
      await().until(() -> api.get("/health/ready").status() == 200);
      await()
          .untilAsserted(
              () ->
                  assertThat(ids(api.get("/v1/recommendations/nobody?count=500").body()))
                      .contains("ladder-0", "ladder-1", "ladder-2", "ladder-4"));
      JsonNode slate = api.get("/v1/recommendations/nobody?count=500&exclude=ladder-1").body();
      assertThat(ids(slate)).doesNotContain("ladder-3", "ladder-1");
      assertThat(slate.get("rung").asText()).isEqualTo("popular");
      assertThat(slate.get("rungReason").asText()).contains("no model");
    }
  }

  private static List<String> ids(JsonNode slate) {
    return slate.get("items").findValuesAsText("id");
  }
}
