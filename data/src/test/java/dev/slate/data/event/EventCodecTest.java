package dev.slate.data.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final String REST =
      "\"eventId\":\"e1\",\"userId\":\"u1\",\"itemId\":\"i1\",\"eventTimeMs\":1700000000000";

  @Test
  void decode_unknownFieldWithAnEndlessExponent_isRefused() {
    byte[] json = "{\"more\":170E00000111111111111}".getBytes(UTF_8);
    assertThatThrownBy(() -> EventCodec.decode(json))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("cannot be kept");
  }

  @Test
  void encode_fullEvent_isTheGoldenJson() {
    Event event =
        new Rating(
            new EventHeader(
                "e1",
                "u1",
                "i1",
                1_700_000_000_000L,
                "r1",
                "home",
                Map.of("ab", IntNode.valueOf(7))),
            4.5);

    assertThat(new String(EventCodec.encode(event), UTF_8))
        .isEqualTo(
            "{\"v\":1,\"type\":\"rating\","
                + REST
                + ",\"value\":4.5,\"requestId\":\"r1\",\"surface\":\"home\",\"ab\":7}");
  }

  @Test
  void encode_bareEvent_hasNoEmptyFields() {
    assertThat(
            new String(
                EventCodec.encode(new Click(new EventHeader("e1", "u1", "i1", 1_700_000_000_000L))),
                UTF_8))
        .isEqualTo("{\"v\":1,\"type\":\"click\"," + REST + "}");
  }

  @Property
  void decode_ofEncode_isTheSame(@ForAll("events") Event event) {
    assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
  }

  @Property(tries = 5_000)
  void decode_plainOrDamaged_isWhatTheGeneralParserReads(
      @ForAll("plainEvents") Event event, @ForAll int at, @ForAll("damage") String damage) {
    String json = new String(EventCodec.encode(event), UTF_8);
    int from = Math.floorMod(at, json.length());
    int to = Math.min(json.length(), from + Math.floorMod(at, 3));
    for (String text : List.of(json, json.substring(0, from) + damage + json.substring(to))) {
      byte[] bytes = text.getBytes(UTF_8);
      assertThat(outcome(() -> EventCodec.decode(bytes)))
          .as(text)
          .isEqualTo(outcome(() -> EventCodec.decodeAny(bytes)));
    }
    assertThat(PlainEvents.read(json.getBytes(UTF_8))).isEqualTo(event);
  }

  private static Object outcome(Supplier<Event> decoding) {
    try {
      return decoding.get();
    } catch (InvalidRecordException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Provide
  Arbitrary<String> damage() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "", "0", "1", "9", "-", ".", "e5", "\"", ",", "}", "{", ":", "\\", " ", "é", "\u007f",
            "\t"),
        Arbitraries.of(
            ",\"value\":0.1",
            ",\"surface\":\"x\"",
            "\"v\":1,",
            "123456789012345678",
            "00",
            "1.",
            ".5"));
  }

  @Provide
  Arbitrary<Event> plainEvents() {
    Arbitrary<String> id =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .excludeChars('"', '\\')
            .ofMinLength(1)
            .ofMaxLength(20);
    Arbitrary<Double> value =
        Combinators.combine(
                Arbitraries.longs().between(0, 99_999), Arbitraries.integers().between(0, 5))
            .as((digits, places) -> digits / Math.pow(10, places))
            .filter(number -> number == 0 || number >= 1e-3 && number <= 1_000);
    return Combinators.combine(
            Arbitraries.of(EventKind.values()),
            id,
            id,
            Arbitraries.longs().between(0, 253_402_300_799_999L),
            value,
            id.injectNull(0.5),
            id.injectNull(0.5))
        .as(
            (kind, eventId, other, time, number, requestId, surface) ->
                Event.of(
                    kind,
                    new EventHeader(eventId, other, eventId, time, requestId, surface, Map.of()),
                    kind == EventKind.IMPRESSION ? Math.floor(number) : number));
  }

  @Example
  void decode_bytesOfAnotherEncoding_areRefused() {
    requireNamedField(new byte[] {0, 0, '{', 0, 0, 0, '}', 0});
  }

  @Property(tries = 2_000)
  void decode_anyBytes_givesAnEventOrNamesAField(@ForAll byte[] bytes) {
    requireNamedField(bytes);
  }

  @Property(tries = 2_000)
  void decode_anyDamage_givesAnEventOrNamesAField(
      @ForAll("events") Event event, @ForAll int at, @ForAll byte replacement) {
    byte[] bytes = EventCodec.encode(event);
    bytes[Math.floorMod(at, bytes.length)] = replacement;
    requireNamedField(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "eventId", "userId", "itemId", "eventTimeMs"})
  void decode_missingField_isNamed(String field) {
    String json =
        ("{\"type\":\"click\"," + REST + "}").replaceAll("\"" + field + "\":[^,}]*,?", "");

    InvalidRecordException error = failure(json.replace(",}", "}"));

    assertThat(error.field()).isEqualTo(field);
    assertThat(error).hasMessageStartingWith(field + ": missing (expected: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v | 0 | 0 (expected: 1 to 1; a newer Slate wrote this event)",
        "v | 2 | 2 (expected: 1 to 1; a newer Slate wrote this event)",
        "v | 4294967297 | 4294967297 (expected: 1 to 1; a newer Slate wrote this event)",
        "v | \"1\" | is not an integer (expected: a whole number)",
        "value | \"5\" | is not a number (expected: a JSON number)",
        "value | -1 | -1.0 (expected: a rating from 0 to 1000)",
        "value | 1e999 | Infinity (expected: a rating from 0 to 1000)",
        "value | null | NaN (expected: a rating from 0 to 1000)",
        "requestId | 5 | is not a string (expected: a JSON string)",
        "surface | '' | ''",
      })
  void decode_badOptionalField_isNamed(String field, String value, String problem) {
    String json =
        "{\"type\":\"rating\","
            + REST
            + ",\""
            + field
            + "\":"
            + (value.isEmpty() ? "\"\"" : value)
            + "}";

    InvalidRecordException error = failure(json);

    assertThat(error.field()).isEqualTo(field);
    assertThat(error).hasMessageContaining(problem.isEmpty() ? "0 bytes" : problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-1", "\"now\"", "99999999999999999999", "1700000000000000000"})
  void decode_badTime_isNamed(String time) {
    assertThat(failure("{\"type\":\"click\"," + REST.replace("1700000000000", time) + "}").field())
        .isEqualTo("eventTimeMs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventId", "userId", "itemId"})
  void decode_idOfTenKilobytes_isRefusedByName(String field) {
    String json =
        ("{\"type\":\"click\"," + REST + "}")
            .replaceAll("(\"" + field + "\":\")[^\"]*", "$1" + "x".repeat(10_240));

    assertThat(failure(json)).hasMessage(field + ": 10240 bytes (expected: 1 to 128 UTF-8 bytes)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\nb", "\\ud800", "\\udc00\\ud800", ""})
  void decode_idThatNobodyCanWrite_isRefused(String id) {
    assertThat(failure("{\"type\":\"click\"," + REST.replace("u1", id) + "}").field())
        .isEqualTo("userId");
  }

  @Test
  void decode_idOf128Utf8Bytes_isTheLongest() {
    String longest = "é".repeat(62) + "\uD83D\uDE00";

    assertThat(EventCodec.decode(json(longest)).userId()).isEqualTo(longest);
    assertThatThrownBy(() -> EventCodec.decode(json(longest + "x")))
        .hasMessage("userId: 129 bytes (expected: 1 to 128 UTF-8 bytes)");
  }

  @Test
  void decode_unknownFields_areKeptInTheirOrder() {
    String json =
        "{\"v\":1,\"type\":\"click\"," + REST + ",\"zeta\":{\"a\":[1,null]},\"alpha\":\"x\"}";

    assertThat(new String(EventCodec.encode(EventCodec.decode(json.getBytes(UTF_8))), UTF_8))
        .isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.12345678901234567890123456789",
        "-1E+999",
        "1.50",
        "\"\\uD800\"",
        "18446744073709551616"
      })
  void decode_unknownField_isKeptToTheLastDigit(String value) {
    String json = "{\"v\":1,\"type\":\"click\"," + REST + ",\"x\":" + value + "}";

    assertThat(new String(EventCodec.encode(EventCodec.decode(json.getBytes(UTF_8))), UTF_8))
        .isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3e0", "-0e0", "3E+2", "12345678901E0", "1234567890123456789012e0"})
  void decode_unknownFieldWithAnExponent_readsAsItIsWritten(String value) {
    Event event =
        EventCodec.decode(
            ("{\"type\":\"click\"," + REST + ",\"x\":" + value + "}").getBytes(UTF_8));

    assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
  }

  @Test
  void decode_depthBomb_isRefused() {
    String bomb = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(failure("{\"type\":\"click\"," + REST + ",\"x\":" + bomb + "}"))
        .hasMessageContaining("nesting depth");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "5", "{", "{} {}", "{\"type\":\"click\",\"type\":\"click\"}"})
  void decode_notOneObject_isAnErrorOfTheEvent(String json) {
    assertThat(failure(json).field()).isIn("event", "type");
  }

  @Test
  void decode_unknownType_listsTheTypes() {
    assertThat(failure("{\"type\":\"Click\"," + REST + "}"))
        .hasMessage("type: 'Click' (expected: impression, click, rating, purchase or dismiss)");
  }

  @Test
  void decodeNew_missingIdAndTime_areFilledIn() {
    Event event =
        EventCodec.decodeNew(
            "{\"type\":\"click\",\"userId\":\"u1\",\"itemId\":\"i1\"}".getBytes(UTF_8), () -> 77);

    assertThat(event.eventTimeMs()).isEqualTo(77);
    assertThat(event.eventId()).hasSize(36);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, -2, 2e9, Double.POSITIVE_INFINITY})
  void of_positionThatIsNone_isRefused(double value) {
    assertThatThrownBy(
            () -> Event.of(EventKind.IMPRESSION, new EventHeader("e", "u", "i", 1), value))
        .hasMessage("value: " + value + " (expected: a 0-based position, -1 if not known)");
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void of_kind_givesItsRecord(EventKind kind) {
    assertThat(Event.of(kind, new EventHeader("e", "u", "i", 1), 1).kind()).isEqualTo(kind);
    assertThat(EventKind.ofWireName(kind.wireName())).hasValue(kind);
  }

  private static byte[] json(String userId) {
    return ("{\"type\":\"click\"," + REST.replace("u1", userId) + "}").getBytes(UTF_8);
  }

  private static InvalidRecordException failure(String json) {
    InvalidRecordException error =
        catchThrowableOfType(
            InvalidRecordException.class, () -> EventCodec.decode(json.getBytes(UTF_8)));
    assertThat(error).as("decoding of %s", json).isNotNull();
    return error;
  }

  private static void requireNamedField(byte[] bytes) {
    try {
      Event event = EventCodec.decode(bytes);
      assertThat(EventCodec.decode(EventCodec.encode(event))).isEqualTo(event);
    } catch (InvalidRecordException e) {
      assertThat(e.getMessage()).startsWith(e.field() + ": ");
    }
  }

  @Provide
  Arbitrary<Event> events() {
    Arbitrary<String> ids =
        Arbitraries.strings()
            .all()
            .excludeChars(range('\u0000', '\u001f'))
            .excludeChars(range('\u007f', '\u009f'))
            .excludeChars(range('\uD800', '\uDFFF'))
            .ofMinLength(1)
            .ofMaxLength(40);
    Arbitrary<Map<String, JsonNode>> extras =
        Arbitraries.maps(
                Arbitraries.strings().alpha().ofMinLength(10).ofMaxLength(12),
                Arbitraries.<JsonNode>oneOf(
                    ids.map(TextNode::valueOf),
                    Arbitraries.integers().map(IntNode::valueOf),
                    Arbitraries.just(JsonNodeFactory.instance.nullNode())))
            .ofMaxSize(3);
    Arbitrary<EventHeader> headers =
        Combinators.combine(
                ids,
                ids,
                ids,
                Arbitraries.longs().between(0, 253_402_300_799_999L),
                ids.injectNull(0.5),
                ids.injectNull(0.5),
                extras)
            .as(EventHeader::new);
    return Combinators.combine(
            Arbitraries.of(EventKind.class), headers, Arbitraries.integers().between(0, 1_000))
        .as(Event::of);
  }

  private static char[] range(char first, char last) {
    char[] chars = new char[last - first + 1];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (first + i);
    }
    return chars;
  }
}
