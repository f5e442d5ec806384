package dev.slate.data.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.data.event.InvalidRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON form of items and users: the record's components by name. Missing {@code title}, {@code
 * categories}, {@code createdMs}, {@code available} (true) and {@code attributes} get defaults.
 * Thread-safe.
 */
public final class CatalogCodec {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private CatalogCodec() {}

  /** Writes an item or a user as JSON. */
  public static byte[] encode(Record itemOrUser) {
    try {
      return MAPPER.writeValueAsBytes(itemOrUser);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads an item.
   *
   * @throws InvalidRecordException naming the field and what was expected
   */
  public static Item decodeItem(byte[] json) {
    ObjectNode node = object("item", json);
    List<String> categories = new ArrayList<>();
    JsonNode array = node.path("categories");
    if (!array.isMissingNode() && !array.isArray()) {
      throw new InvalidRecordException("categories", "is not an array (expected: strings)");
    }
    for (JsonNode category : array) {
      categories.add(string("categories", category));
    }
    return new Item(
        string("itemId", node.path("itemId")),
        node.has("title") ? string("title", node.get("title")) : "",
        categories,
        node.has("createdMs") ? whole("createdMs", node.get("createdMs")) : 0,
        !node.has("available") || bool("available", node.get("available")),
        attributes(node));
  }

  /**
   * Reads a user.
   *
   * @throws InvalidRecordException naming the field and what was expected
   */
  public static User decodeUser(byte[] json) {
    ObjectNode node = object("user", json);
    return new User(string("userId", node.path("userId")), attributes(node));
  }

  private static ObjectNode object(String what, byte[] json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode node) {
        return node;
      }
    } catch (IOException e) {
      throw new InvalidRecordException(what, "is not valid JSON");
    }
    throw new InvalidRecordException(what, "is not a JSON object");
  }

  private static Map<String, String> attributes(ObjectNode node) {
    Map<String, String> attributes = new LinkedHashMap<>();
    JsonNode object = node.path("attributes");
    if (!object.isMissingNode() && !object.isObject()) {
      throw new InvalidRecordException(
          "attributes", "is not an object (expected: names to strings)");
    }
    object
        .properties()
        .forEach(e -> attributes.put(e.getKey(), string("attributes." + e.getKey(), e.getValue())));
    return attributes;
  }

  private static String string(String field, JsonNode node) {
    if (!node.isTextual()) {
      throw new InvalidRecordException(
          field, (node.isMissingNode() ? "missing" : "is not a string") + " (expected: a string)");
    }
    return node.textValue();
  }

  private static long whole(String field, JsonNode node) {
    if (!node.isIntegralNumber()) {
      throw new InvalidRecordException(field, "is not an integer (expected: a whole number)");
    }
    return node.longValue();
  }

  private static boolean bool(String field, JsonNode node) {
    if (!node.isBoolean()) {
      throw new InvalidRecordException(field, "is not a boolean (expected: true or false)");
    }
    return node.booleanValue();
  }
}
