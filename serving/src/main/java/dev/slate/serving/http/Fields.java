package dev.slate.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.data.event.InvalidRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON body, checked as they are read. */
final class Fields implements Inputs {
  private static final int MAX_IDS = 500;

  private final ObjectNode object;

  private Fields(ObjectNode object) {
    this.object = object;
  }

  /** Takes an object that may only have the given fields. */
  static Fields of(JsonNode body, String... names) {
    if (!(body instanceof ObjectNode object)) {
      throw ApiException.badField("body", "is not an object", "a JSON object", "see /docs");
    }
    Set<String> known = new TreeSet<>(Set.of(names));
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw ApiException.badField(
                    name, "is not a field", String.join(", ", known), "see /docs for the fields");
              }
            });
    return new Fields(object);
  }

  @Override
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** An object within; an empty one if it was not given. */
  Fields object(String name, String... names) {
    return has(name)
        ? Fields.of(object.get(name), names)
        : new Fields(JsonNodeFactory.instance.objectNode());
  }

  /** Texts in their order, 1 to {@code most}; what they are is for the reader to check. */
  List<String> texts(String name, int most) {
    JsonNode node = object.path(name);
    List<String> texts = new ArrayList<>();
    boolean all = node.isArray();
    for (JsonNode text : node) {
      all &= text.isTextual();
      texts.add(text.asText());
    }
    if (!all || texts.isEmpty() || texts.size() > most) {
      throw ApiException.badField(
          name,
          all ? texts.size() + " ids" : "is not an array of ids",
          "an array of 1 to " + most + " ids",
          "send fewer at once, each in quotes");
    }
    return texts;
  }

  @Override
  public @Nullable String text(String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      throw ApiException.badField(name, node.toString(), "a string", "put it in quotes");
    }
    return node.textValue();
  }

  @Nullable String id(String name) {
    String id = text(name);
    return id == null ? null : InvalidRecordException.checkId(name, id);
  }

  @Override
  public Set<String> ids(String name) {
    JsonNode node = object.path(name);
    Set<String> ids = new LinkedHashSet<>();
    if (node.isMissingNode() || node.isNull()) {
      return ids;
    }
    if (!node.isArray()) {
      throw ApiException.badField(name, "is not an array", "an array of ids", "see /docs");
    }
    checkSize(name, node.size());
    for (JsonNode id : node) {
      if (!id.isTextual()) {
        throw ApiException.badField(name, id.toString(), "ids in quotes", "put it in quotes");
      }
      ids.add(InvalidRecordException.checkId(name, id.textValue()));
    }
    return ids;
  }

  /** An object's fields in their order; none if it was not given. */
  Map<String, JsonNode> fields(String name) {
    JsonNode node = object.path(name);
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    if (node.isMissingNode() || node.isNull()) {
      return fields;
    }
    if (!node.isObject()) {
      throw ApiException.badField(name, "is not an object", "a JSON object", "see /docs");
    }
    node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  @Override
  public int wholeNumber(String name, int min, int max, int byDefault) {
    JsonNode node = object.path(name);
    return node.isMissingNode() || node.isNull()
        ? byDefault
        : wholeNumber(name, node.toString(), min, max);
  }

  @Override
  public boolean flag(String name) {
    JsonNode node = object.path(name);
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw ApiException.badField(name, node.toString(), "true or false", "write true");
    }
    return node.booleanValue();
  }

  static int wholeNumber(String name, String text, int min, int max) {
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below, with the bounds.
    }
    throw ApiException.badField(
        name,
        text.length() > 40 ? text.substring(0, 40) + "..." : text,
        min + " to " + max,
        "give a whole number from " + min + " to " + max);
  }

  static void checkSize(String name, int size) {
    if (size > MAX_IDS) {
      throw ApiException.badField(name, size + " ids", "at most " + MAX_IDS, "send fewer");
    }
  }
}
