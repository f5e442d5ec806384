package dev.slate.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.SharedData;
import dev.slate.data.catalog.Item;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieLensTest {
  private final Path directory;

  MovieLensTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void open_oneMillion_readsEveryRowAsItsReadmeSays() throws IOException {
    Dataset dataset = SharedData.oneMillion();

    assertThat(dataset.events()).hasSize(1_000_209);
    assertThat(dataset.users()).hasSize(6_040);
    assertThat(dataset.items()).hasSize(3_883);
    assertThat(
            dataset.events().stream()
                .collect(Collectors.groupingBy(Event::value, Collectors.counting())))
        .isEqualTo(
            Map.of(1.0, 56_174L, 2.0, 107_557L, 3.0, 261_197L, 4.0, 348_971L, 5.0, 226_310L));
    assertThat(dataset.events().stream().mapToLong(Event::eventTimeMs).min())
        .hasValue(956_703_932_000L);
    assertThat(dataset.events().stream().mapToLong(Event::eventTimeMs).max())
        .hasValue(1_046_454_590_000L);
    assertThat(dataset.givenTrainSize()).isEmpty();
  }

  @Test
  void open_oneMillion_idsAreUniqueAndSortAsTheLines() throws IOException {
    Dataset dataset = SharedData.oneMillion();
    Set<String> ids = new HashSet<>();

    String before = "";
    for (Event event : dataset.events()) {
      assertThat(event.eventId().compareTo(before)).isPositive();
      ids.add(event.eventId());
      before = event.eventId();
    }
    assertThat(ids).hasSize(dataset.events().size());
  }

  @Test
  void open_oneMillion_knowsTitlesGenresAgeOfItemsAndAttributesOfUsers() throws IOException {
    Dataset dataset = SharedData.oneMillion();

    Item latin1 = item(dataset, "73");
    assertThat(latin1.title()).isEqualTo("Misérables, Les (1995)");
    assertThat(latin1.categories()).containsExactly("Drama", "Musical");
    assertThat(latin1.attributes()).isEqualTo(Map.of("year", "1995"));
    assertThat(latin1.createdMs())
        .isEqualTo(
            dataset.events().stream()
                .filter(event -> event.itemId().equals("73"))
                .mapToLong(Event::eventTimeMs)
                .min()
                .orElseThrow());
    assertThat(dataset.items()).filteredOn(item -> item.createdMs() == 0).hasSize(177);
    assertThat(dataset.users().get(0).attributes())
        .isEqualTo(Map.of("gender", "F", "age", "1", "occupation", "10"));
  }

  @Test
  void open_oneHundredThousand_readsFlagsAndUsers() throws IOException {
    Dataset dataset = read(DatasetReader.open(SharedData.dataset("ml-100k")));

    assertThat(dataset.events()).hasSize(100_000).allMatch(e -> e.kind() == EventKind.RATING);
    assertThat(dataset.items()).hasSize(1_682);
    assertThat(dataset.users()).hasSize(943);
    assertThat(item(dataset, "1").categories())
        .containsExactly("Animation", "Children's", "Comedy");
    assertThat(dataset.users().get(0).attributes())
        .isEqualTo(Map.of("gender", "M", "age", "24", "occupation", "technician"));
  }

  @Test
  void oneHundredThousand_fold_keepsTheAuthorsTrainAndTest() throws IOException {
    Dataset dataset = read(MovieLens.oneHundredThousand(SharedData.dataset("ml-100k"), "u1"));

    assertThat(dataset.events()).hasSize(100_000);
    assertThat(dataset.givenTrainSize()).hasValue(80_000);
    assertThat(dataset.events()).extracting(Event::eventId).doesNotHaveDuplicates();
  }

  @Test
  void open_latest_readsQuotedTitlesAndHalfStars() throws IOException {
    Dataset dataset = read(DatasetReader.open(SharedData.dataset("ml-latest-small")));

    assertThat(dataset.name()).isEqualTo("ml-latest-small");
    assertThat(dataset.events()).hasSize(100_836).anyMatch(event -> event.value() == 3.5);
    assertThat(dataset.items()).hasSize(9_742);
    assertThat(dataset.users()).hasSize(610);
    assertThat(item(dataset, "11").title()).isEqualTo("American President, The (1995)");
    assertThat(item(dataset, "3").categories()).containsExactly("Comedy", "Romance");
    assertThat(dataset.items()).noneMatch(i -> i.categories().contains("(no genres listed)"));
  }

  @Test
  void open_emptyDirectory_listsWhatWasLookedFor() {
    assertThatThrownBy(() -> DatasetReader.open(directory))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContainingAll(
            directory.toString(), "ratings.dat", "u.data", "ratings.csv", "events.ndjson");
  }

  @Test
  void open_missingDirectory_saysSo() {
    assertThatThrownBy(() -> DatasetReader.open(directory.resolve("none")))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContaining("does not exist");
  }

  private Dataset read(DatasetReader reader) throws IOException {
    try (BadRows badRows = new BadRows(directory.resolve("bad.tsv"), 0)) {
      Dataset dataset = reader.read(badRows);
      assertThat(badRows.total()).isZero();
      return dataset;
    }
  }

  private static Item item(Dataset dataset, String id) {
    return dataset.items().stream()
        .filter(item -> item.itemId().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
