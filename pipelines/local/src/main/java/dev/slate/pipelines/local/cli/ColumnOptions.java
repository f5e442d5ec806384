package dev.slate.pipelines.local.cli;

import dev.slate.data.reader.ColumnMapping;
import dev.slate.data.reader.DatasetReader;
import dev.slate.data.reader.DelimitedFiles;
import dev.slate.data.reader.ItemColumns;
import dev.slate.data.reader.TimeFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the columns of a file that is not in a known layout are read. */
public final class ColumnOptions {
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

  /** A reader for a directory in a known layout, or for one delimited file. */
  DatasetReader reader(Path source) {
    if (!Files.isRegularFile(source)) {
      return DatasetReader.open(source);
    }
    DelimitedFiles files =
        DelimitedFiles.of(
            source,
            new ColumnMapping(user, item, time, timeFormat, value, kind, delimiter(source)));
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
