package dev.slate.data.reader;

import dev.slate.data.catalog.Item;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any delimited UTF-8 files with a header, plain or {@code .gz}, by a mapping of their columns.
 *
 * @param events all events, or those to train on if there is a test file
 * @param test null unless the authors give a test file of the same columns
 * @param mapping of the columns of events and test
 * @param items null if nothing is known of items beside the events
 * @param itemColumns of the items file
 */
public record DelimitedFiles(
    Path events,
    @Nullable Path test,
    ColumnMapping mapping,
    @Nullable Path items,
    @Nullable ItemColumns itemColumns)
    implements DatasetReader {

  public DelimitedFiles {
    if ((items == null) != (itemColumns == null)) {
      throw new IllegalArgumentException(
          "items: " + items + ", itemColumns: " + itemColumns + " (expected: both or neither)");
    }
  }

  public static DelimitedFiles of(Path events, ColumnMapping mapping) {
    return new DelimitedFiles(events, null, mapping, null, null);
  }

  public DelimitedFiles withTest(Path file) {
    return new DelimitedFiles(events, file, mapping, items, itemColumns);
  }

  public DelimitedFiles withItems(Path file, ItemColumns columns) {
    return new DelimitedFiles(events, test, mapping, file, columns);
  }

  @Override
  public Dataset read(BadRows badRows) throws IOException {
    List<Event> given = read(events, "r", badRows);
    List<Event> held = test == null ? null : read(test, "t", badRows);
    List<Item> known =
        items == null || itemColumns == null
            ? List.of()
            : Table.utf8(items, itemColumns.delimiter(), Table.Header.NAMES_COLUMNS)
                .read(ItemRows.items(itemColumns), badRows);
    return Assembly.of(events.getFileName().toString(), given, held, known, List.of());
  }

  private List<Event> read(Path file, String idPrefix, BadRows badRows) throws IOException {
    return Table.utf8(file, mapping.delimiter(), Table.Header.NAMES_COLUMNS)
        .read(new EventRows(mapping, idPrefix), badRows);
  }
}
