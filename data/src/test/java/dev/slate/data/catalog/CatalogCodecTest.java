package dev.slate.data.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.event.InvalidRecordException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogCodecTest {

  @Test
  void decode_bytesThatLookLikeUtf32_areRefused() {
    byte[] bytes = ("\0".repeat(24) + "{\"userId\":7}").getBytes(UTF_8);
    assertThatThrownBy(() -> CatalogCodec.decodeUser(bytes))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void encode_item_isTheGoldenJsonWithAttributesByName() {
    Item item =
        new Item(
            "i1", "Lamp", List.of("light", "home"), 5, false, Map.of("z", "1", "a", "2", "m", "3"));

    assertThat(new String(CatalogCodec.encode(item), UTF_8))
        .isEqualTo(
            "{\"itemId\":\"i1\",\"title\":\"Lamp\",\"categories\":[\"light\",\"home\"],"
                + "\"createdMs\":5,\"available\":false,"
                + "\"attributes\":{\"a\":\"2\",\"m\":\"3\",\"z\":\"1\"}}");
  }

  @Test
  void decodeItem_idOnly_getsDefaults() {
    assertThat(item("{\"itemId\":\"i1\"}"))
        .isEqualTo(new Item("i1", "", List.of(), 0, true, Map.of()));
  }

  @Test
  void decodeItem_lifeDates_areMillisecondsOrIso() {
    Item item =
        item(
            "{\"itemId\":\"i\",\"availableFrom\":\"2026-11-20\",\"expires\":\"2026-11-21T01:00+01:00\"}");
    long day = 86_400_000L;

    assertThat(item.availableFromMs()).isEqualTo(1_795_132_800_000L);
    assertThat(item.expiresMs()).isEqualTo(item.availableFromMs() + day);
    assertThat(item(new String(CatalogCodec.encode(item), UTF_8))).isEqualTo(item);
    assertThat(item.isAvailableAt(item.availableFromMs() - 1)).isFalse();
    assertThat(item.isAvailableAt(item.availableFromMs())).isTrue();
    assertThat(item.isAvailableAt(item.expiresMs() - 1)).isTrue();
    assertThat(item.isAvailableAt(item.expiresMs())).isFalse();
  }

  @Property
  void decode_ofEncode_isTheSame(
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String id,
      @ForAll @AlphaChars String title,
      @ForAll List<@AlphaChars String> categories,
      @ForAll @LongRange(min = 0) long createdMs,
      @ForAll boolean available,
      @ForAll @Size(max = 4) Map<@AlphaChars String, @AlphaChars String> attributes) {
    Item item = new Item(id, title, categories, createdMs, available, attributes);
    User user = new User(id, attributes);

    assertThat(CatalogCodec.decodeItem(CatalogCodec.encode(item))).isEqualTo(item);
    assertThat(CatalogCodec.decodeUser(CatalogCodec.encode(user))).isEqualTo(user);
  }

  @Property(tries = 2_000)
  void decodeItem_anyBytes_givesAnItemOrNamesAField(@ForAll byte[] bytes) {
    try {
      CatalogCodec.decodeItem(bytes);
    } catch (InvalidRecordException e) {
      assertThat(e.getMessage()).startsWith(e.field() + ": ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | itemId: missing (expected: a string)",
        "{\"itemId\":7} | itemId: is not a string (expected: a string)",
        "{\"itemId\":\"\"} | itemId: 0 bytes (expected: 1 to 128 UTF-8 bytes)",
        "{\"itemId\":\"i\",\"title\":null} | title: is not a string (expected: a string)",
        "{\"itemId\":\"i\",\"categories\":\"jazz\"} | categories: is not an array (expected: strings)",
        "{\"itemId\":\"i\",\"categories\":[1]} | categories: is not a string (expected: a string)",
        "{\"itemId\":\"i\",\"createdMs\":1.5} | createdMs: 1.5 (expected: a whole number, not negative)",
        "{\"itemId\":\"i\",\"createdMs\":-1} | createdMs: -1 (expected: a whole number, not negative)",
        "{\"itemId\":\"i\",\"available\":\"yes\"} | available: is not a boolean (expected: true or false)",
        "{\"itemId\":\"i\",\"attributes\":[]} | attributes: is not an object (expected: names to strings)",
        "{\"itemId\":\"i\",\"attributes\":{\"a\":1}} | attributes.a: is not a string (expected: a string)",
        "{\"itemId\":\"i\",\"brand\":\"x\"} | brand: is not a field of item (expected: attributes, available, availableFrom, categories, createdMs, expires, itemId, title; anything else belongs into attributes)",
        "{\"itemId\":\"i\",\"expires\":\"soon\"} | expires: \"soon\" (expected: milliseconds since 1970, a date, or a time with its offset)",
        "{\"itemId\":\"i\",\"availableFrom\":2,\"expires\":2} | expires: 2 (expected: after availableFrom, which is 2)",
        "[] | item: is not a JSON object",
      })
  void decodeItem_badField_isNamed(String json, String message) {
    assertThatThrownBy(() -> item(json))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessage(message);
  }

  @Test
  void decodeItem_depthBombRepeatedFieldOrRest_isRefused() {
    assertThatThrownBy(() -> item("{\"itemId\":" + "[".repeat(100_000)))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("nesting depth");
    assertThatThrownBy(() -> item("{\"itemId\":\"a\",\"itemId\":\"b\"}"))
        .hasMessageContaining("Duplicate field");
    assertThatThrownBy(() -> item("{\"itemId\":\"a\"} x")).hasMessageStartingWith("item: ");
  }

  @Test
  void decodeUser_badField_isNamed() {
    assertThatThrownBy(
            () -> CatalogCodec.decodeUser("{\"userId\":\"u\",\"age\":\"5\"}".getBytes(UTF_8)))
        .hasMessageStartingWith("age: is not a field of user (expected: attributes, userId;");
  }

  private static Item item(String json) {
    return CatalogCodec.decodeItem(json.getBytes(UTF_8));
  }
}
