package dev.slate.data.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSON form of items and users: the record's components by name. Missing {@code title}, {@code
 * categories}, {@code createdMs}, {@code available} (true), {@code attributes} and the life dates
 * {@code availableFrom} and {@code expires} (milliseconds, or ISO 8601 text) get defaults; a field
 * that is none of these is refused, since a misspelt one would silently be lost. Thread-safe.
 */
public final class CatalogCodec {
  private static final Set<String> ITEM_FIELDS =
      Set.of(
          "itemId",
          "title",
          "categories",
          "createdMs",
          "available",
          "attributes",
          "availableFrom",
          "expires");
  private static final Set<String> USER_FIELDS = Set.of("userId", "attributes");
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxStringLength(65_536)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
    ObjectNode node = object("item", json, ITEM_FIELDS);
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
        attributes(node),
        time("availableFrom", node.path("availableFrom")),
        time("expires", node.path("expires")));
  }

  /** Milliseconds since 1970, as a number or ISO 8601; 0 if it is missing. */
  private static long time(String field, JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return 0;
    }
    OptionalLong ms =
        node.isTextual() ? IsoTime.read(node.textValue()) : OptionalLong.of(whole(field, node));
    if (ms.isEmpty() || ms.getAsLong() > IsoTime.MAX_MS) {
      throw new InvalidRecordException(
          field,
          abbreviated(node)
              + " (expected: milliseconds since 1970, a date, or a time with its offset)");
    }
    return ms.getAsLong();
  }

  /**
   * Reads a user.
   *
   * @throws InvalidRecordException naming the field and what was expected
   */
  public static User decodeUser(byte[] json) {
    ObjectNode node = object("user", json, USER_FIELDS);
    return new User(string("userId", node.path("userId")), attributes(node));
  }

  private static ObjectNode object(String what, byte[] json, Set<String> fields) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode node) {
        requireKnown(what, node, fields);
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new InvalidRecordException(what, "is not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      // There is no device to fail: bytes that look like another encoding end here.
      throw new InvalidRecordException(what, "is not UTF-8 text: " + e.getMessage());
    }
    throw new InvalidRecordException(what, "is not a JSON object");
  }

  private static void requireKnown(String what, ObjectNode node, Set<String> fields) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!fields.contains(field.getKey())) {
        throw new InvalidRecordException(
            field.getKey(),
            "is not a field of "
                + what
                + " (expected: "
                + String.join(", ", new TreeSet<>(fields))
                + "; anything else belongs into attributes)");
      }
    }
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
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw new InvalidRecordException(
          field, abbreviated(node) + " (expected: a whole number, not negative)");
    }
    return node.longValue();
  }

  private static String abbreviated(JsonNode node) {
    String text = node.toString();
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }

  private static boolean bool(String field, JsonNode node) {
    if (!node.isBoolean()) {
      throw new InvalidRecordException(field, "is not a boolean (expected: true or false)");
    }
    return node.booleanValue();
  }
}
