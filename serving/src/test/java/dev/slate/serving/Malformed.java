package dev.slate.serving;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bodies that no route takes, and for each property of a schema one in which it has a wrong type.
 */
final class Malformed {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Malformed() {}

  /**
   * By what is wrong with them.
   *
   * @param id what a body calls itself, so that it agrees with the path
   */
  static Map<String, byte[]> bodies(JsonNode schemas, JsonNode schema, String id) {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("empty", new byte[0]);
    bodies.put("null", text("null"));
    bodies.put("truncated", text("{\"userId\":"));
    bodies.put("a text", text("\"text\""));
    bodies.put("a number", text("7"));
    bodies.put("an array of arrays", text("[[[]]]"));
    bodies.put("NaN", text("{\"count\":NaN,\"itemId\":\"" + id + "\",\"title\":NaN}"));
    bodies.put("deep", text("{\"items\":".repeat(17) + "1" + "}".repeat(17)));
    bodies.put("very deep", text("[".repeat(10_000) + "]".repeat(10_000)));
    bodies.put("two documents", text("{\"count\":1} {\"count\":1"));
    bodies.put("a huge number", text("{\"count\":" + "9".repeat(2_000) + "}"));
    bodies.put("control characters", text("{\"itemId\":\"a\u0000b\",\"items\":[\"\u0001\"]}"));
    bodies.put("zeros, as of UTF-32", text("\0".repeat(24) + "{\"userId\":7}"));
    bodies.put("an array in UTF-16", "[{\"userId\":7}]".getBytes(UTF_16LE));
    byte[] utf8 = text("{\"userId\":\"??\",\"itemId\":\"??\",\"layer\":\"??\"}");
    for (int i = 0; i < utf8.length; i++) {
      utf8[i] = utf8[i] == '?' ? (byte) 0xC3 : utf8[i];
    }
    bodies.put("invalid UTF-8", utf8);
    ObjectNode base = base(schemas, schema, id);
    resolved(schemas, schema)
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode type = resolved(schemas, property.getValue());
              bodies.put("twice: " + property.getKey(), twice(base, property.getKey()));
              JsonNode wrong = wrong(type);
              if (wrong != null) {
                ObjectNode body = base.deepCopy().set(property.getKey(), wrong);
                bodies.put("wrong type: " + property.getKey(), text(body.toString()));
              }
            });
    return bodies;
  }

  /** The required properties, each with a value of its type. */
  private static ObjectNode base(JsonNode schemas, JsonNode schema, String id) {
    ObjectNode base = MAPPER.createObjectNode();
    JsonNode object = resolved(schemas, schema);
    for (JsonNode name : object.path("required")) {
      JsonNode type = resolved(schemas, object.path("properties").path(name.asText()));
      switch (type.path("type").asText()) {
        case "array" -> base.putArray(name.asText());
        case "object" -> base.putObject(name.asText());
        case "integer", "number" -> base.put(name.asText(), 1);
        case "boolean" -> base.put(name.asText(), true);
        default ->
            base.put(name.asText(), type.has("enum") ? type.path("enum").path(0).asText() : id);
      }
    }
    return base;
  }

  private static byte[] twice(ObjectNode base, String name) {
    ObjectNode others = base.deepCopy();
    others.remove(name);
    String rest = others.toString();
    String twice = "\"" + name + "\":\"a\",\"" + name + "\":\"a\"";
    return text("{" + twice + (others.isEmpty() ? "}" : "," + rest.substring(1)));
  }

  private static @Nullable JsonNode wrong(JsonNode type) {
    JsonNode named = type.path("type").isArray() ? type.path("type").path(0) : type.path("type");
    return switch (named.asText()) {
      case "string" -> MAPPER.createObjectNode().put("x", 1);
      case "integer", "number", "boolean" -> MAPPER.createArrayNode().add("text");
      case "array" -> MAPPER.createObjectNode().put("x", "text");
      case "object" -> MAPPER.createArrayNode().add(7);
      default -> null;
    };
  }

  private static JsonNode resolved(JsonNode schemas, JsonNode schema) {
    if (schema.has("oneOf")) {
      return resolved(schemas, schema.path("oneOf").path(0));
    }
    String reference = schema.path("$ref").asText();
    return reference.isEmpty()
        ? schema
        : schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
