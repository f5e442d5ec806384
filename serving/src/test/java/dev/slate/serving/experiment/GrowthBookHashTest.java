package dev.slate.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.serving.experiment.GrowthBookHash.BucketRange;
import dev.slate.serving.experiment.GrowthBookHash.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** GrowthBook's own cases ({@code packages/sdk-js/test/cases.json}), and what they leave out. */
class GrowthBookHashTest {
  private static JsonNode cases;

  @BeforeAll
  static void read() throws IOException {
    Path file =
        Path.of(
            System.getProperty("slate.root", ".."),
            "..",
            "shared",
            "reference",
            "growthbook-cases.json");
    assumeTrue(Files.exists(file), "GrowthBook's cases are not here: " + file.normalize());
    cases = new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  @Test
  void hash_growthBooksCases_areEqual() {
    for (JsonNode one : cases.get("hash")) {
      OptionalDouble hash =
          GrowthBookHash.hash(one.get(0).asText(), one.get(1).asText(), one.get(2).asInt());
      assertThat(hash)
          .as("%s", one)
          .isEqualTo(
              one.get(3).isNull()
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(one.get(3).asDouble()));
    }
  }

  @Test
  void bucketRanges_growthBooksCases_areEqual() {
    for (JsonNode one : cases.get("getBucketRange")) {
      JsonNode in = one.get(1);
      List<BucketRange> ranges =
          GrowthBookHash.bucketRanges(in.get(0).asInt(), in.get(1).asDouble(), doubles(in.get(2)));
      JsonNode expected = one.get(2);
      assertThat(ranges).as("%s", one).hasSize(expected.size());
      for (int i = 0; i < ranges.size(); i++) {
        // The file has rounded some of them.
        assertThat(ranges.get(i).start())
            .isCloseTo(expected.get(i).get(0).asDouble(), within(1e-9));
        assertThat(ranges.get(i).end()).isCloseTo(expected.get(i).get(1).asDouble(), within(1e-9));
      }
    }
  }

  @Test
  void chooseVariation_growthBooksCases_areEqual() {
    for (JsonNode one : cases.get("chooseVariation")) {
      List<BucketRange> ranges = new ArrayList<>();
      one.get(2)
          .forEach(r -> ranges.add(new BucketRange(r.get(0).asDouble(), r.get(1).asDouble())));
      assertThat(GrowthBookHash.chooseVariation(one.get(1).asDouble(), ranges))
          .as("%s", one)
          .isEqualTo(one.get(3).asInt());
    }
  }

  @Test
  void inNamespace_growthBooksCases_areEqual() {
    for (JsonNode one : cases.get("inNamespace")) {
      assertThat(GrowthBookHash.inNamespace(one.get(1).asText(), namespace(one.get(2))))
          .as("%s", one)
          .isEqualTo(one.get(3).asBoolean());
    }
  }

  @Test
  void equalWeights_growthBooksCases_areEqual() {
    for (JsonNode one : cases.get("getEqualWeights")) {
      List<Double> weights = GrowthBookHash.equalWeights(one.get(0).asInt());
      List<Double> expected = doubles(one.get(1));
      assertThat(weights).as("%s", one).hasSize(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertThat(weights.get(i)).isCloseTo(expected.get(i), within(1e-8));
      }
    }
  }

  @Test
  void assign_growthBooksPlainRuns_areEqual() {
    int compared = 0;
    for (JsonNode one : cases.get("run")) {
      if (isPlain(one)) {
        JsonNode experiment = one.get(2);
        String id = one.get(1).get("attributes").get("id").asText();
        Assignment assignment = experiment(experiment).assign(id);
        Variant variant = assignment.variant();
        assertThat(variant != null).as("%s", one).isEqualTo(one.get(4).asBoolean());
        int index = variant == null ? 0 : Integer.parseInt(variant.key().substring(1));
        assertThat(experiment.get("variations").get(index)).as("%s", one).isEqualTo(one.get(3));
        compared++;
      }
    }
    System.out.println("growthbook: " + compared + " plain runs of " + cases.get("run").size());
    assertThat(compared).isGreaterThanOrEqualTo(12);
  }

  /** Runs that use nothing but what {@link Experiment} has. */
  private static boolean isPlain(JsonNode one) {
    Set<String> ours =
        Set.of(
            "key",
            "variations",
            "weights",
            "coverage",
            "seed",
            "hashVersion",
            "namespace",
            "active");
    JsonNode context = one.get(1);
    boolean known = true;
    for (Map.Entry<String, JsonNode> field : one.get(2).properties()) {
      known &= ours.contains(field.getKey());
    }
    for (Map.Entry<String, JsonNode> field : context.properties()) {
      known &= Set.of("attributes").contains(field.getKey());
    }
    return known
        && context.path("attributes").path("id").isTextual()
        && !context.path("attributes").path("id").asText().isEmpty()
        && one.get(2).get("variations").size() > 1;
  }

  private static Experiment experiment(JsonNode node) {
    int n = node.get("variations").size();
    List<Double> weights = doubles(node.path("weights"));
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      variants.add(new Variant("v" + i, weights.size() == n ? weights.get(i) : 1.0 / n, Map.of()));
    }
    String key = node.get("key").asText();
    return new Experiment(
        key,
        "default",
        node.path("active").asBoolean(true) ? Experiment.Status.RUNNING : Experiment.Status.STOPPED,
        node.path("hashVersion").asInt(1),
        node.path("seed").asText(key),
        node.path("coverage").asDouble(1),
        node.has("namespace") ? namespace(node.get("namespace")) : null,
        variants,
        new LinkedHashMap<>(),
        0,
        0,
        "test");
  }

  private static Namespace namespace(JsonNode tuple) {
    return new Namespace(tuple.get(0).asText(), tuple.get(1).asDouble(), tuple.get(2).asDouble());
  }

  private static List<Double> doubles(JsonNode array) {
    List<Double> doubles = new ArrayList<>();
    array.forEach(n -> doubles.add(n.asDouble()));
    return doubles;
  }
}
