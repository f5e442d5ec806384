package dev.slate.data.reader;

import dev.slate.data.catalog.Item;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.event.InvalidRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of Neural Collaborative Filtering (He et al., WWW 2017): {@code NAME.train.rating} and
 * {@code NAME.test.rating} of {@code user, item, rating, seconds}, and {@code NAME.test.negative}
 * of {@code (user,item)} and the items among which that item is ranked; tab separated, plain or
 * {@code .gz}.
 */
public record NcfFiles(Path train, Path test, Path negative) implements DatasetReader {
  private static final ColumnMapping RATINGS =
      new ColumnMapping("0", "1", "3", TimeFormat.SECONDS, "2", null, "\t");

  /** One line of {@code test.negative}. */
  private record Line(String user, List<String> items) {}

  /**
   * The three files of a directory, if it has them.
   *
   * @throws DatasetFormatException if there are some, but not one of each
   */
  public static Optional<NcfFiles> in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> train = ending(directory, "train.rating");
    List<Path> test = ending(directory, "test.rating");
    List<Path> negative = ending(directory, "test.negative");
    if (train.isEmpty() && test.isEmpty() && negative.isEmpty()) {
      return Optional.empty();
    }
    if (train.size() != 1 || test.size() != 1 || negative.size() != 1) {
      throw new DatasetFormatException(
          "%s: %d train.rating, %d test.rating, %d test.negative (expected: one of each)"
              .formatted(directory, train.size(), test.size(), negative.size()));
    }
    return Optional.of(new NcfFiles(train.get(0), test.get(0), negative.get(0)));
  }

  private static List<Path> ending(Path directory, String end) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().replaceAll("\\.gz$", "").endsWith(end)).toList();
    }
  }

  @Override
  public Dataset read(BadRows badRows) throws IOException {
    List<Event> given = ratings(train, "r", badRows);
    List<Event> held = ratings(test, "t", badRows);
    List<Item> items =
        negatives(badRows).values().stream()
            .flatMap(List::stream)
            .distinct()
            .map(id -> new Item(id, "", List.of(), 0, true, Map.of()))
            .toList();
    String name = train.getFileName().toString().replaceAll("\\.?train\\.rating(\\.gz)?$", "");
    return Assembly.of(name.isEmpty() ? "ncf" : name, given, held, items, List.of());
  }

  /** By user, the items among which the user's test item is ranked. */
  public Map<String, List<String>> negatives(BadRows badRows) throws IOException {
    Map<String, List<String>> byUser = new LinkedHashMap<>();
    Table.utf8(negative, "\t", Table.Header.ABSENT)
        .read(columns -> NcfFiles::line, badRows)
        .forEach(line -> byUser.put(line.user(), line.items()));
    return byUser;
  }

  private static List<Event> ratings(Path file, String idPrefix, BadRows badRows)
      throws IOException {
    return Table.utf8(file, "\t", Table.Header.ABSENT)
        .read(new EventRows(RATINGS, idPrefix), badRows);
  }

  private static Line line(Row row) {
    String pair = row.field(0, "pair").strip();
    int comma = pair.indexOf(',');
    if (!pair.startsWith("(") || !pair.endsWith(")") || comma < 2) {
      throw new InvalidRecordException("pair", "'" + pair + "' (expected: (user,item))");
    }
    List<String> items =
        row.fields().stream().skip(1).map(String::strip).filter(id -> !id.isEmpty()).toList();
    items.forEach(id -> InvalidRecordException.checkId("item", id));
    return new Line(pair.substring(1, comma).strip(), items);
  }
}
