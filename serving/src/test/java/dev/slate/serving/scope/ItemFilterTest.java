package dev.slate.serving.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemFilterTest {
  private static final Item FILM =
      new Item(
          "f1",
          "Heat",
          List.of("crime", "drama"),
          1_795_132_800_000L,
          true,
          Map.of("year", "1995", "rating", "15", "price", "7.50", "my tag", "x", "in", "y"),
          0,
          1_795_219_200_000L);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          category = "drama" and year >= 1990 and not (rating in ("18", "x")) and price < 10 | true
          category = "comedy" or year < 1990            | false
          category in ("comedy", 'crime')               | true
          category != "comedy"                          | true
          price = 7.5                                   | true
          price = "7.5"                                 | false
          price > 7.50                                  | false
          year < "1996"                                 | true
          studio = "x"                                  | false
          studio != "x"                                 | true
          studio < 3 or not studio < 3                  | true
          rating > 3 and rating <= 15.0                 | true
          title = "Heat" and id = "f1"                  | true
          created = "2026-11-20"                        | true
          created < "2026-11-20T00:00:00Z"              | false
          expires > "2026-11-20T23:59:59+00:00"         | true
          availableFrom >= 0                            | false
          attributes.year NOT IN (1994, 1996)           | true
          year in (1994, "1995")                        | true
          year in (1994, 1995.0)                        | true
          not not not year = 1995                       | false
          """)
  void test_ofAFilm(String filter, boolean passes) {
    assertThat(ItemFilter.parse(filter).test(FILM)).isEqualTo(passes);
  }

  @Test
  void parse_namesInBackquotes_areAttributes() {
    assertThat(ItemFilter.parse("`my tag` = \"x\" and `in` = \"y\"").test(FILM)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          b = 2 AND a=1 and b = 2.0           | a = 1 and b = 2
          (a = 1 or b = 1) and c = 1          | (a = 1 or b = 1) and c = 1
          a = 1 or (b = 1 and c = 1)          | a = 1 or b = 1 and c = 1
          not (a != 1)                        | a = 1
          not a in ('x')                      | a != "x"
          a in (2, 'b\\"', 2)                 | a in ("b\\"", 2)
          attributes.id = true                | attributes.id = "true"
          created > '1970-01-02'              | created > 86400000
          """)
  void text_isCanonical(String filter, String text) {
    // "a = 1 or b and c" is compared as sets of words: a compound part stands in parentheses.
    assertThat(ItemFilter.parse(filter).text().replaceAll("[()]", ""))
        .isEqualTo(text.replaceAll("[()]", ""));
    assertThat(ItemFilter.parse(text)).isEqualTo(ItemFilter.parse(filter));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          year >                    | 6  | the end at character 7 (expected: a value)
          year = drama              | 7  | drama at character 8 (expected: a value)
          and = 1                   | 0  | and at character 1 (expected: a field)
          (year = 1                 | 9  | the end at character 10 (expected: ')')
          year = 1 year = 2         | 9  | year at character 10
          year = 1 &                | 9  | & at character 10
          category < "a"            | 11 | an item has several categories
          title = 7                 | 8  | "7"
          created > "yesterday"     | 10 | a date such as
          year in ()                | 9  | expected: a value
          year not 5                | 9  | 'in' after 'not'
          title = "open             | 8  | a closing "
          year = 1e999              | 7  | a finite decimal number
          year = 1x                 | 7  | a finite decimal number
          """)
  void parse_malformed_saysWhereAndTheFix(String filter, int position, String hint) {
    assertThatThrownBy(() -> ItemFilter.parse(filter))
        .isInstanceOfSatisfying(
            InvalidFilterException.class,
            e -> {
              assertThat(e.fix()).isNotBlank();
              assertThat(e.getMessage() + " " + e.fix()).startsWith("filter: ").contains(hint);
              assertThat(e.position()).isBetween(position - 2, position + 2);
            });
  }

  @Test
  void parse_tooLongTooDeepTooMany_isRefusedAtOnce() {
    for (String filter :
        List.of(
            "(".repeat(4_000),
            "not ".repeat(900) + "a = 1",
            "a".repeat(4_001),
            "a=1 or ".repeat(400) + "a=1")) {
      assertThatThrownBy(() -> ItemFilter.parse(filter))
          .isInstanceOf(InvalidFilterException.class)
          .hasMessageContaining("at most");
    }
  }

  @Property(tries = 2_000)
  void parse_ofText_isTheSameFilter(@ForAll long seed) {
    RandomFilter made = new RandomFilter(new Random(seed));
    String written = made.write(3);
    ItemFilter filter = ItemFilter.parse(written);

    ItemFilter again = ItemFilter.parse(filter.text());
    assertThat(again.expression()).isEqualTo(filter.expression());
    assertThat(again).isEqualTo(filter).hasSameHashCodeAs(filter);
  }

  @Property(tries = 3_000)
  void test_anyFilter_isWhatTheOracleSays(@ForAll long seed) {
    RandomFilter made = new RandomFilter(new Random(seed));
    String written = made.write(3);

    for (int i = 0; i < 5; i++) {
      Item item = made.item();
      assertThat(ItemFilter.parse(written).test(item))
          .as("%s of %s", written, item)
          .isEqualTo(made.oracle(item));
    }
  }

  @Property(tries = 3_000)
  void parse_anyBytes_givesAFilterOrSaysWhere(@ForAll byte[] bytes, @ForAll long seed) {
    for (String text :
        List.of(
            new String(bytes, StandardCharsets.ISO_8859_1),
            new RandomFilter(new Random(seed)).noise())) {
      try {
        assertThat(ItemFilter.parse(ItemFilter.parse(text).text())).isNotNull();
      } catch (InvalidFilterException e) {
        assertThat(e.position()).isBetween(0, text.length());
      }
    }
  }
}
