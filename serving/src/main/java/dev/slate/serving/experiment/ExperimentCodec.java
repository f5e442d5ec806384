package dev.slate.serving.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.experiment.GrowthBookHash.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of an experiment, on the topic and in the API; thread-safe. */
public final class ExperimentCodec {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ExperimentCodec() {}

  static byte[] encode(Experiment experiment) {
    try {
      return MAPPER.writeValueAsBytes(experiment);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a record of the topic. */
  static Experiment decode(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return decode(text(node, "key", ""), node);
    } catch (IOException e) {
      throw new InvalidRecordException("experiment", "is not JSON");
    }
  }

  /**
   * Reads an experiment as the API takes it: what is missing gets a default. Values are checked by
   * type only.
   *
   * @throws InvalidRecordException naming the field and what was expected
   */
  public static Experiment decode(String key, JsonNode node) {
    return new Experiment(
        key,
        text(node, "layer", "default"),
        status(text(node, "status", "stopped")),
        (int) number(node, "hashVersion", 2),
        text(node, "seed", key),
        number(node, "coverage", 1),
        namespace(node.path("namespace")),
        variants(node.path("variants")),
        forced(node.path("forced")),
        (long) number(node, "startedMs", 0),
        (long) number(node, "updatedMs", 0),
        text(node, "updatedBy", "api"));
  }

  private static Experiment.Status status(String text) {
    for (Experiment.Status status : Experiment.Status.values()) {
      if (status.wireName().equals(text)) {
        return status;
      }
    }
    throw new InvalidRecordException("status", text + " (expected: running or stopped)");
  }

  private static @Nullable Namespace namespace(JsonNode node) {
    return node.isObject()
        ? new Namespace(text(node, "id", ""), number(node, "start", 0), number(node, "end", 1))
        : null;
  }

  private static List<Variant> variants(JsonNode array) {
    if (!array.isArray()) {
      throw new InvalidRecordException("variants", "is not an array (expected: 2 or more)");
    }
    List<Variant> variants = new ArrayList<>();
    for (JsonNode node : array) {
      Map<String, JsonNode> parameters = new LinkedHashMap<>();
      node.path("parameters").properties().forEach(e -> parameters.put(e.getKey(), e.getValue()));
      variants.add(new Variant(text(node, "key", ""), number(node, "weight", 0), parameters));
    }
    return variants;
  }

  private static Map<String, String> forced(JsonNode object) {
    Map<String, String> forced = new LinkedHashMap<>();
    object.properties().forEach(e -> forced.put(e.getKey(), e.getValue().asText()));
    return forced;
  }

  private static String text(JsonNode node, String field, String byDefault) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    if (!value.isTextual()) {
      throw new InvalidRecordException(field, value + " (expected: a string)");
    }
    return value.textValue();
  }

  private static double number(JsonNode node, String field, double byDefault) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    if (!value.isNumber()) {
      throw new InvalidRecordException(field, value + " (expected: a number)");
    }
    return value.doubleValue();
  }
}
