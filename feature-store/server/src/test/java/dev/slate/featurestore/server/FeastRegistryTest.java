package dev.slate.featurestore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.featurestore.FeatureCatalog;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project that {@code feast apply} registered and Feast's SDK wrote, recorded by {@code
 * bench/peers/feast/registry.py}: our server answers what the SDK answers.
 */
class FeastRegistryTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long A_DAY_LATER_MS = Instant.parse("2026-01-03T03:04:05Z").toEpochMilli();

  private static JsonNode recorded;
  private static TestFeatureServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path registry = directory.resolve("registry.db");
    try (InputStream file = resource("registry.db");
        InputStream json = resource("recorded.json")) {
      Files.copy(file, registry);
      recorded = MAPPER.readTree(json);
    }
    server = new TestFeatureServer(FeatureCatalog.standard(), registry.toString(), A_DAY_LATER_MS);
    for (var hash : recorded.path("hashes").properties()) {
      for (var field : hash.getValue().properties()) {
        server.redis().putField(hash.getKey(), field.getKey(), field.getValue().asText());
      }
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(FeastRegistryTest.class.getResourceAsStream("/feast/" + name));
  }

  private static JsonNode ask(ObjectNode question) throws Exception {
    ObjectNode entities = question.putObject("entities");
    recorded
        .path("rows")
        .forEach(
            row ->
                row.properties()
                    .forEach(key -> entities.withArray(key.getKey()).add(key.getValue())));
    HttpResponse<String> response =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/get-online-features"))
                    .POST(BodyPublishers.ofString(question.toString()))
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return MAPPER.readTree(response.body());
  }

  private static JsonNode column(JsonNode answer, String name, String part) {
    Iterator<JsonNode> names = answer.path("metadata").path("feature_names").iterator();
    for (JsonNode column : answer.path("results")) {
      if (names.next().asText().equals(name)) {
        return column.path(part);
      }
    }
    throw new AssertionError(name + " is not in " + answer);
  }

  private static void assertEqual(JsonNode answer, String name, JsonNode values) {
    ArrayNode ours = (ArrayNode) column(answer, name, "values");
    assertThat(ours).as(name).hasSameSizeAs(values);
    for (int i = 0; i < ours.size(); i++) {
      // As text would tell 0.1f from its double; as numbers both are the stored float.
      if (ours.get(i).isFloatingPointNumber()) {
        assertThat(ours.get(i).floatValue())
            .as("%s[%d]", name, i)
            .isEqualTo(values.get(i).floatValue());
      } else {
        assertThat(ours.get(i)).as("%s[%d]", name, i).isEqualTo(values.get(i));
      }
    }
  }

  @Test
  void features_ofAppliedViews_areWhatTheSdkReads() throws Exception {
    ObjectNode question = MAPPER.createObjectNode();
    question.set("features", recorded.path("features"));
    JsonNode answer = ask(question);
    for (var column : recorded.path("answer").properties()) {
      if (!column.getKey().equals("speed")) {
        assertEqual(answer, column.getKey(), column.getValue());
      }
    }
    // The SDK shows values past their time to live; the protocol has a status for them.
    assertThat(column(answer, "speed", "statuses").get(0).asText()).isEqualTo("OUTSIDE_MAX_AGE");
    assertThat(column(answer, "rides", "statuses"))
        .extracting(JsonNode::asText)
        .containsExactly("PRESENT", "NOT_FOUND", "NOT_FOUND");
  }

  @Test
  void featureService_ofTheRegistry_hasItsProjection() throws Exception {
    JsonNode answer =
        ask(
            MAPPER
                .createObjectNode()
                .put("feature_service", "pricing")
                .put("full_feature_names", true));
    for (var column : recorded.path("service").properties()) {
      assertEqual(answer, column.getKey(), column.getValue());
    }
    assertThat(answer.path("metadata").path("feature_names"))
        .hasSameSizeAs(recorded.path("service"));
  }

  @Test
  void read_noRegistry_namesTheKeyAndTheFile(@TempDir Path directory) {
    assertThatThrownBy(() -> FeastRegistry.read(directory.resolve("absent.db")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("slate.features.feast.registry")
        .hasMessageContaining("absent.db");
  }
}
