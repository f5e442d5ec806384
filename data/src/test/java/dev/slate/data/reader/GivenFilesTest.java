package dev.slate.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets that come as train and test: adjacency lists and NCF's files. */
class GivenFilesTest {
  private final Path directory;

  GivenFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void adjacency_blanksTabsAndEmptyLists_keepsTheOrderOfALine() throws IOException {
    Path train = file("train.txt", "u1 c  a\tb ", "u2", "", "u3 a");
    Path test = file("test.txt", "u1 d", "u2 a b");

    Dataset dataset = read(new AdjacencyFiles(train, test));

    assertThat(dataset.givenTrainSize()).hasValue(4);
    assertThat(dataset.events())
        .extracting(Event::userId)
        .containsExactly("u1", "u1", "u1", "u3", "u1", "u2", "u2");
    assertThat(dataset.events())
        .extracting(Event::itemId)
        .containsExactly("c", "a", "b", "a", "d", "a", "b");
    assertThat(dataset.events().subList(0, 3)).extracting(Event::eventTimeMs).isSorted();
    assertThat(dataset.events()).extracting(Event::eventTimeMs).allMatch(ms -> ms > 0);
  }

  @Test
  void adjacency_halfOfEachLine_isACutByTime() throws IOException {
    Dataset dataset =
        read(new AdjacencyFiles(file("a.txt", "u1 1 2", "u2 1 2 3 4 5 6"), file("b.txt", "u1 3")));
    List<Event> newest =
        dataset.events().stream()
            .limit(8)
            .filter(event -> event.eventTimeMs() > AdjacencyFiles.SPAN_MS / 2)
            .toList();
    assertThat(newest).extracting(Event::itemId).containsExactly("2", "4", "5", "6");
  }

  @Test
  void adjacency_badIdOrNothing_isQuarantinedOrRefused() throws IOException {
    Path train = file("train.txt", "u1 a", "u2 " + "x".repeat(200), "u3 b");
    Path test = file("test.txt", "u1 b");
    try (BadRows badRows = new BadRows(directory.resolve("bad"), 0.5)) {
      assertThat(new AdjacencyFiles(train, test).read(badRows).events()).hasSize(3);
      assertThat(badRows.samples().get(0)).contains("train.txt:2").contains("itemId");
    }
    assertThatThrownBy(() -> read(new AdjacencyFiles(file("none.txt", "u1", "u2"), test)))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContaining("none.txt: no user with an item");
    assertThatThrownBy(() -> read(new AdjacencyFiles(directory.resolve("absent"), test)))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void ncf_threeFiles_areRatingsAndNegatives() throws IOException {
    file("toy.train.rating", "0\t10\t5\t100", "0\t11\t4\t200", "1\t10\t3\t100");
    file("toy.test.rating", "0\t12\t4\t300", "1\t11\t4\t300");
    file("toy.test.negative", "(0,12)\t13\t14", "(1,11)\t13\t15", "2 13");
    NcfFiles files = NcfFiles.in(directory).orElseThrow();
    try (BadRows badRows = new BadRows(directory.resolve("bad"), 0.5)) {
      Dataset dataset = files.read(badRows);
      assertThat(dataset.name()).isEqualTo("toy");
      assertThat(dataset.givenTrainSize()).hasValue(3);
      assertThat(dataset.items())
          .extracting(item -> item.itemId())
          .contains("10", "11", "12", "13", "14", "15");
      assertThat(files.negatives(badRows))
          .containsOnlyKeys("0", "1")
          .containsEntry("1", List.of("13", "15"));
      assertThat(badRows.samples().get(0)).contains("toy.test.negative:3").contains("(user,item)");
    }
  }

  @Test
  void ncf_filesMissing_isRefusedOrNotNcf() throws IOException {
    assertThat(NcfFiles.in(directory)).isEmpty();
    file("toy.train.rating", "0\t10\t5\t100");
    assertThatThrownBy(() -> NcfFiles.in(directory))
        .hasMessageContaining("1 train.rating, 0 test.rating, 0 test.negative");
  }

  private Dataset read(DatasetReader reader) throws IOException {
    try (BadRows badRows = new BadRows(directory.resolve("bad"), 0)) {
      return reader.read(badRows);
    }
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines));
  }
}
