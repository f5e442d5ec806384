package dev.slate.pipelines.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.DerivedFeature;
import dev.slate.featurestore.feature.Feature;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CatalogTextTest {
  private static final FeatureCatalog STANDARD = FeatureCatalog.standard();

  @Test
  void text_ofTheShippedCatalogue_showsEverythingThatIsDefined() {
    String text = CatalogText.of(CatalogJson.of(STANDARD));
    assertThat(text).contains("user (user_id)", "item (item_id)", STANDARD.fingerprint());
    for (FeatureView view : STANDARD.views()) {
      assertThat(text).contains(view.name(), view.owner(), view.description());
      for (Feature<?> feature : view.features()) {
        assertThat(text).containsPattern(feature.name() + " +" + quoted(feature.description()));
      }
    }
    for (DerivedFeature feature : STANDARD.derived()) {
      assertThat(text).containsPattern(feature.name() + " +" + quoted(feature.description()));
    }
    STANDARD.services().forEach(s -> assertThat(text).contains("service " + s.name()));
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }

  @Test
  void json_ofTheShippedCatalogue_hasTypesAndDurations() {
    JsonNode json = CatalogJson.of(STANDARD);
    JsonNode user = json.path("views").path(0);
    assertThat(user.path("name").asText()).isEqualTo("user_activity");
    assertThat(user.path("source").asText()).isEqualTo("stream");
    assertThat(user.path("objectiveMs").asLong()).isEqualTo(60_000);
    assertThat(user.path("features").findValuesAsText("type")).contains("number", "interactions");
    assertThat(json.path("derived").path(0).path("inputs")).hasSize(2);
    assertThat(json.path("services").path(0).path("features").size())
        .isGreaterThan(STANDARD.derived().size());
  }

  @Test
  void list_withoutAServer_printsTheCatalogue() {
    PrintStream standard = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(new CommandLine(new FeaturesCommand()).execute("list", "--json")).isZero();
    } finally {
      System.setOut(standard);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains(STANDARD.fingerprint());
  }
}
