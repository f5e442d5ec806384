package dev.slate.data.reader;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Click;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Train and test as adjacency lists, the form of many papers' data sets: each line is a user and
 * the items that the user chose, separated by blanks or tabs; plain or {@code .gz}. A user may have
 * several lines, or a line without items.
 *
 * <p>The files know no times. An event's time is its place in the user's line, scaled to 1 to
 * {@value #SPAN_MS} ms: the order of a line is kept, and a cut by time is a cut of every user's
 * line at the same share.
 *
 * @param train what to learn from
 * @param test what judges
 */
public record AdjacencyFiles(Path train, Path test) implements DatasetReader {
  static final long SPAN_MS = 1_000_000;

  /** A line is taken as a whole and split here: blanks may repeat. */
  private static final String NO_DELIMITER = "\n\n";

  @Override
  public Dataset read(BadRows badRows) throws IOException {
    Map<String, String> shared = new HashMap<>();
    List<Event> given = read(train, "r", shared, badRows);
    if (given.isEmpty()) {
      throw new DatasetFormatException(
          train + ": no user with an item (expected: lines of a user and items, blank separated)");
    }
    List<Event> held = read(test, "t", shared, badRows);
    return Assembly.of(train.getFileName().toString(), given, held, List.of(), List.of());
  }

  private static List<Event> read(
      Path file, String idPrefix, Map<String, String> shared, BadRows badRows) throws IOException {
    List<Event> events = new ArrayList<>();
    Table.utf8(file, NO_DELIMITER, Table.Header.ABSENT)
        .read(columns -> row -> events(row, idPrefix, shared), badRows)
        .forEach(events::addAll);
    return events;
  }

  /** One String per id, not per occurrence. */
  private static List<Event> events(Row row, String idPrefix, Map<String, String> shared) {
    String[] words = row.text().strip().split("\\s+");
    List<Event> events = new ArrayList<>(words.length - 1);
    String user = shared.computeIfAbsent(words[0], word -> word);
    int items = words.length - 1;
    for (int i = 0; i < items; i++) {
      events.add(
          new Click(
              new EventHeader(
                  idPrefix + row.line() + "-" + i,
                  user,
                  shared.computeIfAbsent(words[i + 1], word -> word),
                  1 + i * SPAN_MS / items)));
    }
    return events;
  }
}
