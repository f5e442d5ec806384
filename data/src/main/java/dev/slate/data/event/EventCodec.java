package dev.slate.data.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON form of an event, for HTTP, Kafka and files:
 *
 * <pre>{@code
 * {"v": 1, "type": "rating", "eventId": "e1", "userId": "u1", "itemId": "i1",
 *  "eventTimeMs": 1700000000000, "value": 4.5, "requestId": "r1", "surface": "home"}
 * }</pre>
 *
 * {@code v}, {@code value}, {@code requestId} and {@code surface} may be missing; {@code value}
 * means stars of a rating (which needs it), amount of a purchase, position of an impression, and
 * nothing for the other kinds. Fields that this version does not know are kept. Thread-safe.
 */
public final class EventCodec {
  /** The newest version that this codec writes; it reads this and all older ones. */
  public static final int VERSION = 1;

  // Numbers of unknown fields are kept digit by digit: as doubles they would lose some.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxStringLength(65_536)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .nodeFactory(new AsWritten())
          .build();

  /** A number such as {@code 3e0} is written as {@code 3}, so it is kept as what that reads as. */
  private static final class AsWritten extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public ValueNode numberNode(BigDecimal value) {
      if (value.scale() != 0) {
        return super.numberNode(value);
      }
      BigInteger whole = value.unscaledValue();
      if (whole.bitLength() < Integer.SIZE) {
        return numberNode(whole.intValue());
      }
      return whole.bitLength() < Long.SIZE ? numberNode(whole.longValue()) : numberNode(whole);
    }
  }

  private EventCodec() {}

  /**
   * Reads one event that must be complete.
   *
   * @throws InvalidRecordException naming the field and what was expected
   */
  public static Event decode(byte[] json) {
    Event plain = PlainEvents.read(json);
    return plain == null ? decode(json, null) : plain;
  }

  /** As {@link #decode(byte[])}, by the general parser alone: what the fast one is held to. */
  static Event decodeAny(byte[] json) {
    return decode(json, null);
  }

  /**
   * As {@link #decode(byte[])}, but a missing id is drawn and a missing time is taken from the
   * clock.
   */
  public static Event decodeNew(byte[] json, LongSupplier clockMs) {
    return decode(json, clockMs);
  }

  private static Event decode(byte[] json, @Nullable LongSupplier defaults) {
    try (JsonParser parser = MAPPER.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidRecordException("event", "is not a JSON object");
      }
      Fields fields = new Fields();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        fields.read(parser);
      }
      if (parser.nextToken() != null) {
        throw new InvalidRecordException("event", "has text after the JSON object");
      }
      return fields.toEvent(defaults);
    } catch (JsonProcessingException e) {
      throw new InvalidRecordException("event", "is not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      // There is no device to fail: bytes that look like another encoding end here.
      throw new InvalidRecordException("event", "is not UTF-8 text: " + e.getMessage());
    } catch (NumberFormatException e) {
      throw new InvalidRecordException("event", "has a number that cannot be kept");
    }
  }

  /** Writes one event; {@code decode(encode(e))} equals {@code e}. */
  public static byte[] encode(Event event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(192);
    EventHeader header = event.header();
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("type", event.kind().wireName());
      json.writeStringField("eventId", header.eventId());
      json.writeStringField("userId", header.userId());
      json.writeStringField("itemId", header.itemId());
      json.writeNumberField("eventTimeMs", header.eventTimeMs());
      if (!Double.isNaN(event.value())) {
        json.writeNumberField("value", event.value());
      }
      if (header.requestId() != null) {
        json.writeStringField("requestId", header.requestId());
      }
      if (header.surface() != null) {
        json.writeStringField("surface", header.surface());
      }
      for (Map.Entry<String, JsonNode> field : header.extra().entrySet()) {
        json.writeFieldName(field.getKey());
        json.writeTree(field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The fields of one object as they come, in any order. */
  private static final class Fields {
    private long version = VERSION;
    private @Nullable String type;
    private @Nullable String eventId;
    private @Nullable String userId;
    private @Nullable String itemId;
    private @Nullable String requestId;
    private @Nullable String surface;
    private long eventTimeMs = -1;
    private double value = Double.NaN;
    private final Map<String, JsonNode> extra = new LinkedHashMap<>();

    void read(JsonParser parser) throws IOException {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "v" -> version = integer(name, token, parser);
        case "type" -> type = text(name, token, parser);
        case "eventId" -> eventId = text(name, token, parser);
        case "userId" -> userId = text(name, token, parser);
        case "itemId" -> itemId = text(name, token, parser);
        case "requestId" -> requestId = optionalText(name, token, parser);
        case "surface" -> surface = optionalText(name, token, parser);
        case "eventTimeMs" -> eventTimeMs = integer(name, token, parser);
        case "value" ->
            value = token == JsonToken.VALUE_NULL ? Double.NaN : number(name, token, parser);
        default -> extra.put(name, MAPPER.readTree(parser));
      }
    }

    Event toEvent(@Nullable LongSupplier defaults) {
      if (version < 1 || version > VERSION) {
        throw new InvalidRecordException(
            "v", version + " (expected: 1 to " + VERSION + "; a newer Slate wrote this event)");
      }
      String typeName = required("type", type);
      EventKind kind =
          EventKind.ofWireName(typeName)
              .orElseThrow(
                  () ->
                      new InvalidRecordException(
                          "type",
                          "'"
                              + typeName
                              + "' (expected: impression, click, rating, purchase or dismiss)"));
      if (defaults != null) {
        eventId = eventId == null ? UUID.randomUUID().toString() : eventId;
        eventTimeMs = eventTimeMs < 0 ? defaults.getAsLong() : eventTimeMs;
      }
      if (eventTimeMs < 0) {
        throw new InvalidRecordException(
            "eventTimeMs", "missing (expected: milliseconds since 1970)");
      }
      EventHeader header =
          new EventHeader(
              required("eventId", eventId),
              required("userId", userId),
              required("itemId", itemId),
              eventTimeMs,
              requestId,
              surface,
              extra);
      return Event.of(kind, header, value);
    }

    private static String required(String field, @Nullable String value) {
      if (value == null) {
        throw new InvalidRecordException(field, "missing (expected: a string)");
      }
      return value;
    }

    private static @Nullable String optionalText(String field, JsonToken token, JsonParser parser)
        throws IOException {
      return token == JsonToken.VALUE_NULL ? null : text(field, token, parser);
    }

    private static String text(String field, JsonToken token, JsonParser parser)
        throws IOException {
      if (token != JsonToken.VALUE_STRING) {
        throw new InvalidRecordException(field, "is not a string (expected: a JSON string)");
      }
      return parser.getText();
    }

    private static long integer(String field, JsonToken token, JsonParser parser)
        throws IOException {
      if (token != JsonToken.VALUE_NUMBER_INT
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw new InvalidRecordException(field, "is not an integer (expected: a whole number)");
      }
      long value = parser.getLongValue();
      if (value < 0) {
        throw new InvalidRecordException(field, value + " (expected: not negative)");
      }
      return value;
    }

    private static double number(String field, JsonToken token, JsonParser parser)
        throws IOException {
      if (!token.isNumeric()) {
        throw new InvalidRecordException(field, "is not a number (expected: a JSON number)");
      }
      return parser.getDoubleValue();
    }
  }
}
