package dev.slate.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.SharedData;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetReader;
import dev.slate.data.reader.MovieLens;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts that RePlay and SASRec publish for these protocols; see the README's evaluation. */
class MovieLensProtocolTest {
  private final Path directory;

  MovieLensProtocolTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void byTime_oneMillionRatingsOfThreeAndMore_hasThePublishedCounts() throws IOException {
    Interactions all = Interactions.of(SharedData.oneMillion().events(), Interactions.positives(3));

    Split split = Split.byTime(all, 0.8);

    assertThat(all.size()).isEqualTo(836_478);
    assertThat(Split.cutMs(all, 0.8)).isEqualTo(975_737_299_000L);
    assertCounts(split.train(), 669_182, 5_397, 3_569);
    assertCounts(split.test(), 86_541, 1_139, 3_279);
  }

  @Test
  void leaveLastOut_oneMillion_hasThePublishedCounts() throws IOException {
    Interactions all =
        Interactions.of(SharedData.oneMillion().events(), event -> true).withoutItemsBelow(5);

    Split last = Split.leaveLastOut(all);
    Split beforeLast = Split.leaveLastOut(last.train());

    assertCounts(all, 999_611, 6_040, 3_416);
    assertThat(last.test().size()).isEqualTo(6_040);
    assertThat(beforeLast.test().size()).isEqualTo(6_040);
    assertThat(beforeLast.train().size()).isEqualTo(999_611 - 2 * 6_040);
  }

  @Test
  void given_foldOfOneHundredThousand_isTheAuthorsCut() throws IOException {
    Dataset dataset = read(MovieLens.oneHundredThousand(SharedData.dataset("ml-100k"), "u1"));

    Split split = Split.given(dataset, event -> true);

    assertThat(split.train().size()).isEqualTo(80_000);
    assertThat(split.test().size()).isBetween(19_900, 20_000);
  }

  private static void assertCounts(Interactions part, int rows, int users, int items) {
    assertThat(part.size()).isEqualTo(rows);
    assertThat(part.usersPresent().cardinality()).isEqualTo(users);
    assertThat(part.itemsPresent().cardinality()).isEqualTo(items);
  }

  private Dataset read(DatasetReader reader) throws IOException {
    try (BadRows badRows = new BadRows(directory.resolve("bad.tsv"), 0)) {
      return reader.read(badRows);
    }
  }
}
