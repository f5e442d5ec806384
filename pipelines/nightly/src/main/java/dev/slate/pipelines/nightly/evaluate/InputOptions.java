package dev.slate.pipelines.nightly.evaluate;

import dev.slate.data.reader.AdjacencyFiles;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.ColumnMapping;
import dev.slate.data.reader.DatasetReader;
import dev.slate.data.reader.DelimitedFiles;
import dev.slate.data.reader.ItemColumns;
import dev.slate.data.reader.NcfFiles;
import dev.slate.data.reader.TimeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the data is and how its columns are read; the columns as {@code slate data import} has. */
public final class InputOptions {
  private static final String DELIMITED = ".*\\.(csv|tsv)(\\.gz)?";

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A directory: MovieLens 1M, 100K or latest, Slate's own files, or NCF's (*.train.rating,"
              + " *.test.rating, *.test.negative); or one CSV/TSV file.")
  private @Nullable Path data;

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description =
          "With --test, instead of --data: CSV/TSV by name, else lines of 'user item item ...'.")
  private @Nullable Path train;

  @Option(names = "--test", paramLabel = "FILE", description = "What judges, in the same form.")
  private @Nullable Path test;

  @Option(names = "--user-column", defaultValue = "user", description = "Default: ${DEFAULT-VALUE}")
  private String user = "user";

  @Option(names = "--item-column", defaultValue = "item", description = "Default: ${DEFAULT-VALUE}")
  private String item = "item";

  @Option(
      names = "--time-column",
      defaultValue = "timestamp",
      description = "Default: ${DEFAULT-VALUE}")
  private String time = "timestamp";

  @Option(
      names = "--time-format",
      defaultValue = "seconds",
      description = "seconds, milliseconds or iso. Default: ${DEFAULT-VALUE}")
  private TimeFormat timeFormat = TimeFormat.SECONDS;

  @Option(
      names = "--value-column",
      description = "Stars or amounts. Default: none, rows are clicks")
  private @Nullable String value;

  @Option(
      names = "--kind-column",
      description = "impression, click, rating, purchase or dismiss. Default: none")
  private @Nullable String kind;

  @Option(names = "--delimiter", description = "Default: a tab for .tsv, else a comma")
  private @Nullable String delimiter;

  @Option(names = "--items-file", paramLabel = "FILE", description = "Titles and categories")
  private @Nullable Path items;

  @Option(
      names = "--title-column",
      defaultValue = "title",
      description = "Of --items-file. Default: ${DEFAULT-VALUE}")
  private String title = "title";

  @Option(
      names = "--categories-column",
      defaultValue = "categories",
      description = "Of --items-file. Default: ${DEFAULT-VALUE}")
  private String categories = "categories";

  @Option(
      names = "--category-separator",
      defaultValue = "|",
      description = "Default: ${DEFAULT-VALUE}")
  private String categorySeparator = "|";

  /**
   * Reads everything.
   *
   * @throws IllegalArgumentException if the options do not name one source
   */
  public Input read(BadRows badRows) throws IOException {
    if (train != null && test != null && data == null) {
      DatasetReader reader =
          isDelimited(train) ? delimited(train).withTest(test) : new AdjacencyFiles(train, test);
      return new Input(reader.read(badRows), Map.of());
    }
    if (data == null || train != null || test != null) {
      throw new IllegalArgumentException(
          "data: expected --data PATH, or --train FILE and --test FILE");
    }
    Optional<NcfFiles> ncf = NcfFiles.in(data);
    if (ncf.isPresent()) {
      return new Input(ncf.get().read(badRows), ncf.get().negatives(badRows));
    }
    DatasetReader reader = Files.isRegularFile(data) ? delimited(data) : DatasetReader.open(data);
    return new Input(reader.read(badRows), Map.of());
  }

  private static boolean isDelimited(Path file) {
    return file.toString().matches(DELIMITED);
  }

  private DelimitedFiles delimited(Path file) {
    DelimitedFiles files =
        DelimitedFiles.of(
            file, new ColumnMapping(user, item, time, timeFormat, value, kind, delimiter(file)));
    return items == null
        ? files
        : files.withItems(
            items, new ItemColumns(item, title, categories, categorySeparator, delimiter(items)));
  }

  private String delimiter(Path file) {
    if (delimiter != null) {
      return delimiter.equals("\\t") ? "\t" : delimiter;
    }
    return file.toString().contains(".tsv") ? "\t" : ",";
  }
}
