package dev.slate.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelimitedFilesTest {
  private static final ColumnMapping CLICKS =
      ColumnMapping.of("user", "item", "at", TimeFormat.SECONDS);

  private final Path directory;

  DelimitedFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void read_columnsByNameInAnyOrder_makesEvents() throws IOException {
    Path file = file("e.csv", "stars,at,item,user", "4.5,1000.25,i1,u1", "2,1001,i2,u2");

    List<Event> events = read(DelimitedFiles.of(file, CLICKS.withValue("stars"))).events();

    assertThat(events).extracting(Event::kind).containsOnly(EventKind.RATING);
    assertThat(events).extracting(Event::userId).containsExactly("u1", "u2");
    assertThat(events).extracting(Event::value).containsExactly(4.5, 2.0);
    assertThat(events).extracting(Event::eventTimeMs).containsExactly(1_000_250L, 1_001_000L);
    assertThat(events).extracting(Event::eventId).containsExactly("r0000000002", "r0000000003");
  }

  @Test
  void read_columnsByNumberTabsAndKinds_makesEvents() throws IOException {
    Path file =
        file(
            "e.tsv",
            "a\tb\tc\td",
            "u1\ti1\t2026-11-20\tPurchase",
            "u1\ti2\t2026-11-20 08:30:00+01:00\tclick");

    List<Event> events =
        read(DelimitedFiles.of(
                file,
                ColumnMapping.of("0", "1", "2", TimeFormat.ISO).withKind("3").withDelimiter("\t")))
            .events();

    assertThat(events).extracting(Event::kind).containsExactly(EventKind.PURCHASE, EventKind.CLICK);
    assertThat(events)
        .extracting(Event::eventTimeMs)
        .containsExactly(1_795_132_800_000L, 1_795_159_800_000L);
  }

  @Test
  void read_quotesByteOrderMarkAndCrLf_areUnderstood() throws IOException {
    Path file =
        file(
            "e.csv",
            "\uFEFFuser,item,at\r",
            "\"u,1\",\"say \"\"hi\"\"\",5\r",
            "u2,\"two\r\nlines\",6\r");

    try (BadRows badRows = badRows()) {
      Dataset dataset = DelimitedFiles.of(file, CLICKS).read(badRows);

      assertThat(dataset.events()).extracting(Event::userId).containsExactly("u,1");
      assertThat(dataset.events()).extracting(Event::itemId).containsExactly("say \"hi\"");
      // An id with a line end is refused, but it is one row and not two.
      assertThat(badRows.total()).isEqualTo(1);
      assertThat(badRows.samples())
          .containsExactly("e.csv:3: itemId: has a control character (expected: none)");
    }
  }

  @Test
  void read_quoteThatNeverEnds_costsOneRowOnly() throws IOException {
    Path file = file("e.csv", "user,item,at", "u1,\"broken,5", "u2,i2,6", "u3,i3,7");

    try (BadRows badRows = badRows()) {
      assertThat(DelimitedFiles.of(file, CLICKS).read(badRows).events())
          .extracting(Event::userId)
          .contains("u2", "u3");
    }
  }

  @Test
  void read_missingColumn_namesColumnFileAndWhatIsThere() throws IOException {
    Path file = file("e.csv", "user,item,when", "u1,i1,5");

    assertThatThrownBy(() -> read(DelimitedFiles.of(file, CLICKS)))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessage(file + ": no column 'at' for the time (there are: user, item, when)");
  }

  @Test
  void read_itemsFile_givesTitlesCategoriesAndAttributes() throws IOException {
    Path file = file("e.csv", "user,item,at", "u1,i1,50", "u2,i1,40", "u2,i9,60");
    Path items = file("i.csv", "sku,name,tags,brand", "i1,Lamp,light|home,Acme");

    Dataset dataset =
        read(
            DelimitedFiles.of(file, CLICKS)
                .withItems(items, new ItemColumns("sku", "name", "tags", "|", ",")));

    assertThat(dataset.items())
        .containsExactly(
            new Item("i1", "Lamp", List.of("light", "home"), 40_000, true, Map.of("brand", "Acme")),
            new Item("i9", "", List.of(), 60_000, true, Map.of()));
  }

  @Test
  void read_testFile_isBehindTrainWithOtherIds() throws IOException {
    Path train = file("train.csv", "user,item,at", "u1,i1,5", "u2,i2,6");
    Path test = file("test.csv", "user,item,at", "u1,i2,7");

    Dataset dataset = read(DelimitedFiles.of(train, CLICKS).withTest(test));

    assertThat(dataset.givenTrainSize()).hasValue(2);
    assertThat(dataset.events())
        .extracting(Event::eventId)
        .containsExactly("r0000000002", "r0000000003", "t0000000002");
  }

  @Test
  void read_badRows_areCountedReportedAndQuarantined() throws IOException {
    Path file =
        file(
            "e.csv",
            "user,item,at",
            "u1,i1,5",
            ",i1,5",
            "u1,i1",
            "u1,i1,soon",
            "u2,i2,-7",
            "u2,i2,6");

    try (BadRows badRows = badRows()) {
      Dataset dataset = DelimitedFiles.of(file, CLICKS).read(badRows);

      assertThat(dataset.events()).hasSize(2);
      assertThat(badRows.total()).isEqualTo(4);
      assertThat(badRows.samples())
          .containsExactly(
              "e.csv:3: userId: 0 bytes (expected: 1 to 128 UTF-8 bytes)",
              "e.csv:4: time: missing (the row has 2 fields, it is field 3)",
              "e.csv:5: time: 'soon' (expected: seconds since 1970)",
              "e.csv:6: eventTimeMs: -7000 (expected: milliseconds since 1970, up to the year 9999)");
    }
    assertThat(Files.readAllLines(directory.resolve("bad.tsv")))
        .hasSize(4)
        .contains(file + "\t4\ttime: missing (the row has 2 fields, it is field 3)\tu1,i1");
  }

  @Test
  void read_tooManyBadRows_stopsAndSaysWhereTheyAre() throws IOException {
    String rows = "u1,i1,5\n".repeat(989) + "u1,i1,soon\n".repeat(11);
    Path file = file("e.csv", "user,item,at", rows);

    assertThatThrownBy(() -> read(DelimitedFiles.of(file, CLICKS)))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContainingAll(
            file.toString(),
            "11 of 1,000 rows are bad (expected: at most 1.0 %)",
            "bad.tsv",
            "e.csv:991");
    assertThat(Files.readAllLines(directory.resolve("bad.tsv"))).hasSize(11);
  }

  @Test
  void read_tenBadRowsInAThousand_areTolerated() throws IOException {
    String rows = "u1,i1,5\n".repeat(990) + "u1,i1,soon\n".repeat(10);

    assertThat(read(DelimitedFiles.of(file("e.csv", "user,item,at", rows), CLICKS)).events())
        .hasSize(990);
  }

  @Test
  void read_noUsableRow_stops() throws IOException {
    Path file = file("e.csv", "user,item,at", "u1,i1,soon");

    assertThatThrownBy(() -> read(DelimitedFiles.of(file, CLICKS)))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContaining("1 of 1 rows are bad");
  }

  @Test
  void read_notUtf8_isABadRow() throws IOException {
    Path file = directory.resolve("e.csv");
    Files.write(file, "user,item,at\nu1,i1,5\nMüller,i1,5\n".getBytes(StandardCharsets.ISO_8859_1));

    try (BadRows badRows = badRows()) {
      assertThat(DelimitedFiles.of(file, CLICKS).read(badRows).events()).hasSize(1);
      assertThat(badRows.samples()).containsExactly("e.csv:3: row: is not valid UTF-8");
    }
  }

  @Test
  void read_damagedGzip_namesTheFile() throws IOException {
    Path whole = directory.resolve("whole.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(("user,item,at\n" + "u1,i1,5\n".repeat(10)).getBytes(StandardCharsets.UTF_8));
    }
    Path cut = directory.resolve("cut.csv.gz");
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 10));

    assertThat(read(DelimitedFiles.of(whole, CLICKS)).events()).hasSize(10);
    assertThatThrownBy(() -> read(DelimitedFiles.of(cut, CLICKS)))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContaining(cut + ": is cut off or damaged");
  }

  @Test
  void read_emptyOrMissingFile_namesTheFile() throws IOException {
    Path empty = directory.resolve("empty.csv");
    Files.createFile(empty);

    assertThatThrownBy(() -> read(DelimitedFiles.of(empty, CLICKS)))
        .hasMessage(empty + ": is empty (expected: a header row)");
    assertThatThrownBy(() -> read(DelimitedFiles.of(directory.resolve("no.csv"), CLICKS)))
        .hasMessage(directory.resolve("no.csv") + ": there is no such file");
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
  }

  private BadRows badRows() {
    return new BadRows(directory.resolve("bad.tsv"), BadRows.DEFAULT_MAX_SHARE);
  }

  private Dataset read(DatasetReader reader) throws IOException {
    try (BadRows badRows = badRows()) {
      return reader.read(badRows);
    }
  }
}
