package dev.slate.training.model.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ItemVocabularyTest {
  private static final long NOW_MS = TimeUnit.DAYS.toMillis(10_000);

  private static Item item(
      List<String> categories, double ageDays, Map<String, String> attributes) {
    long createdMs = NOW_MS - (long) (ageDays * TimeUnit.DAYS.toMillis(1));
    return new Item("i", "", categories, createdMs, true, attributes);
  }

  /** Rows and weights of an item; as no field has a row twice, a map loses nothing. */
  private static Map<Integer, Float> terms(ItemVocabulary vocabulary, Item item) {
    Map<Integer, Float> terms = new TreeMap<>();
    new ItemTerms(vocabulary)
        .of(item, (row, weight) -> assertThat(terms.put(row, weight)).isNull());
    return terms;
  }

  @Test
  void of_everyKindOfFact_hasItsOwnRows() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 1_600; i++) {
      items.add(
          item(
              i % 2 == 0 ? List.of("a") : List.of("b", "a"),
              i + 1,
              Map.of("author", "w" + i % 3, "price", i + ".5", "isbn", "n" + i)));
    }
    ItemVocabulary vocabulary = ItemVocabulary.of(items, NOW_MS);
    assertThat(vocabulary.fields())
        .containsExactly(
            new ItemField(ItemField.Kind.CATEGORY, "", List.of("a", "b"), List.of()),
            new ItemField(ItemField.Kind.VALUE, "author", List.of("w0", "w1", "w2"), List.of()),
            new ItemField(
                ItemField.Kind.NUMBER,
                "price",
                List.of(),
                IntStream.range(1, 16).mapToObj(q -> 100.0 * q + 0.5).toList()),
            // The youngest is a day old; fewer than a hundred are younger than 64 days.
            new ItemField(ItemField.Kind.AGE, "", List.of(), List.of(128.0, 256.0, 512.0, 1024.0)));
    assertThat(vocabulary.rows()).isEqualTo(2 + 3 + 16 + 5);
    assertThat(terms(vocabulary, items.get(1)))
        .isEqualTo(Map.of(0, 0.5f, 1, 0.5f, 3, 1f, 5, 1f, 5 + 16, 1f));
    assertThat(terms(vocabulary, items.get(1_599)))
        .isEqualTo(Map.of(0, 0.5f, 1, 0.5f, 2, 1f, 5 + 15, 1f, 5 + 16 + 4, 1f));
  }

  @Test
  void terms_ofWhatTrainingHasNotSeen_countNothing() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add(item(List.of("a"), 1, Map.of("author", "w")));
      items.add(item(List.of(), 3, i < 4 ? Map.of("author", "rare") : Map.of()));
    }
    ItemVocabulary vocabulary = ItemVocabulary.of(items, NOW_MS);
    Item unknown =
        new Item("i", "", List.of("new", "a"), 0, true, Map.of("author", "rare", "l", "x"));
    assertThat(terms(vocabulary, unknown)).isEqualTo(Map.of(0, 0.5f));
    assertThat(terms(vocabulary, new Item("i", "", List.of(), 0, true, Map.of()))).isEmpty();
    // Younger than any of training, even from after it: as the youngest.
    assertThat(terms(vocabulary, item(List.of(), -5, Map.of()))).isEqualTo(Map.of(2, 1f));
    assertThat(terms(vocabulary, item(List.of(), 900, Map.of()))).isEqualTo(Map.of(3, 1f));
  }

  @Test
  void terms_repeatedCategory_countsOnce() {
    ItemVocabulary vocabulary = ItemVocabulary.ofCategories(List.of("a", "b"));
    assertThat(terms(vocabulary, item(List.of("a", "a"), 0, Map.of()))).isEqualTo(Map.of(0, 1f));
    assertThat(terms(vocabulary, item(List.of("b", "a", "b"), 0, Map.of())))
        .isEqualTo(Map.of(0, 0.5f, 1, 0.5f));
    assertThatThrownBy(() -> ItemVocabulary.ofCategories(List.of("a", "a")))
        .hasMessageContaining("each once");
  }

  @Test
  void of_emptyCatalogue_knowsNothing() {
    ItemVocabulary vocabulary = ItemVocabulary.of(List.of(), NOW_MS);
    assertThat(vocabulary.rows()).isZero();
    assertThat(terms(vocabulary, item(List.of("a"), 1, Map.of("x", "y")))).isEmpty();
    assertThat(ItemCategories.of(vocabulary, List.of()).items()).isZero();
    TwoTowerParameters parameters =
        TwoTowerParameters.random(
            new TwoTowerShape(3, 2, 1), ItemCategories.of(vocabulary, List.of()), 1);
    TwoTowerModel model = new TwoTowerModel(parameters);
    assertThat(model.itemVectors().rows()).isZero();
    assertThat(model.itemVector(item(List.of("a"), 1, Map.of()))).doesNotContain(Float.NaN);
  }

  @Test
  void number_thatIsNone_isNotRead() {
    List<Item> items =
        IntStream.range(0, 240)
            .mapToObj(i -> item(List.of(), 1, Map.of("year", String.valueOf(1970 + i))))
            .toList();
    ItemVocabulary vocabulary = ItemVocabulary.of(items, NOW_MS);
    assertThat(vocabulary.fields().get(1).kind()).isEqualTo(ItemField.Kind.NUMBER);
    for (String bad : List.of("NaN", "Infinity", "unknown", "", "1e999")) {
      assertThat(terms(vocabulary, item(List.of(), 1, Map.of("year", bad)))).as(bad).isEmpty();
    }
    // One word among the numbers, and all are words; none of them is that of two items.
    List<Item> mixed = new ArrayList<>(items);
    mixed.add(item(List.of(), 1, Map.of("year", "soon")));
    assertThat(ItemVocabulary.of(mixed, NOW_MS).fields()).hasSize(1);
  }

  @Property(tries = 200)
  void bucket_isHowManyEdgesAreNotAbove(
      @ForAll @Size(max = 20) List<@DoubleRange(min = -9, max = 9) Double> numbers,
      @ForAll @DoubleRange(min = -10, max = 10) double number) {
    List<Double> edges = numbers.stream().distinct().sorted().toList();
    ItemField field = new ItemField(ItemField.Kind.NUMBER, "n", List.of(), edges);
    assertThat(field.bucket(number))
        .isEqualTo((int) edges.stream().filter(edge -> edge <= number).count())
        .isLessThan(field.rows());
  }

  @Test
  void edges_thatDoNotAscend_areRefused() {
    for (List<Double> edges : Arrays.asList(List.of(2.0, 1.0), List.of(1.0, 1.0))) {
      assertThatThrownBy(() -> new ItemField(ItemField.Kind.AGE, "", List.of(), edges))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(expected: ascending)");
    }
  }
}
