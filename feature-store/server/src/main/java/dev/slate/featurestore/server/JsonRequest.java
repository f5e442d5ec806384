package dev.slate.featurestore.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feast.proto.types.ValueProto.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request as Feast's Python clients send it.
 *
 * @param entities the entity columns as they were sent; the answer repeats them
 */
record JsonRequest(OnlineRequest online, JsonNode entities, boolean fullNames) {

  /**
   * @throws InvalidRequestException if the body is no such request
   */
  static JsonRequest parse(ObjectMapper mapper, byte[] body, long nowMs) {
    JsonNode node;
    try {
      node = mapper.readTree(body);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "body", "not JSON: " + e.getMessage(), "send a JSON object");
    }
    if (!node.isObject()) {
      throw new InvalidRequestException("body", "not a JSON object", "send a JSON object");
    }
    List<String> features = new ArrayList<>();
    node.path("features").forEach(feature -> features.add(feature.asText()));
    OnlineRequest online =
        new OnlineRequest(
            node.path("feature_service").asText(""),
            features,
            columns(node, "entities"),
            columns(node, "request_context"),
            nowMs);
    return new JsonRequest(
        online, node.path("entities"), node.path("full_feature_names").asBoolean(false));
  }

  private static Map<String, List<Value>> columns(JsonNode node, String field) {
    Map<String, List<Value>> columns = new LinkedHashMap<>();
    node.path(field)
        .properties()
        .forEach(
            column -> {
              if (!column.getValue().isArray()) {
                throw new InvalidRequestException(
                    field + "." + column.getKey(), "not a list", "give one value for each row");
              }
              List<Value> values = new ArrayList<>();
              column
                  .getValue()
                  .forEach(value -> values.add(value(field + "." + column.getKey(), value)));
              columns.put(column.getKey(), values);
            });
    return columns;
  }

  private static Value value(String field, JsonNode node) {
    Value.Builder value = Value.newBuilder();
    return switch (node.getNodeType()) {
      case STRING -> value.setStringVal(node.textValue()).build();
      case BOOLEAN -> value.setBoolVal(node.booleanValue()).build();
      case NUMBER ->
          (node.canConvertToLong() && node.isIntegralNumber()
                  ? value.setInt64Val(node.longValue())
                  : value.setDoubleVal(node.doubleValue()))
              .build();
      case NULL -> value.build();
      case ARRAY, BINARY, MISSING, OBJECT, POJO ->
          throw new InvalidRequestException(
              field, node + " (expected: a text or a number)", "send plain values");
    };
  }

  /**
   * The name of each column as Feast's Python server gives it.
   *
   * @throws InvalidRequestException if two would have the same
   */
  List<String> names(List<FeatureReference> references) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (FeatureReference reference : references) {
      String name = fullNames ? reference.fullName() : reference.feature();
      if (!seen.add(name)) {
        throw new InvalidRequestException(
            "features", name + " is in two views", "set full_feature_names to true");
      }
      names.add(name);
    }
    return names;
  }
}
