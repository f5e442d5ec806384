package dev.slate.data.reader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The directory layouts that can be told by their file names. */
final class Layouts {
  /** One layout: its name, the files it needs (each also as .gz), and its reader. */
  private record Layout(String name, List<String> files, Function<Path, DatasetReader> reader) {
    boolean isIn(Path directory) {
      return files.stream().allMatch(file -> exists(directory, file));
    }
  }

  private static final List<Layout> ALL =
      List.of(
          new Layout(
              "MovieLens 1M",
              List.of("ratings.dat", "movies.dat", "users.dat"),
              MovieLens::oneMillion),
          new Layout(
              "MovieLens 100K",
              List.of("u.data", "u.item", "u.user"),
              MovieLens::oneHundredThousand),
          new Layout("MovieLens latest", List.of("ratings.csv", "movies.csv"), MovieLens::latest),
          new Layout("Slate's own", List.of("events.ndjson", "items.ndjson"), SlateFiles::new));

  private Layouts() {}

  static DatasetReader detect(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new DatasetFormatException(
          directory
              + ": "
              + (Files.exists(directory) ? "is a file" : "does not exist")
              + " (expected: a directory with "
              + expected()
              + "; a single delimited file is read by a column mapping)");
    }
    return ALL.stream()
        .filter(layout -> layout.isIn(directory))
        .findFirst()
        .map(layout -> layout.reader().apply(directory))
        .orElseThrow(
            () ->
                new DatasetFormatException(
                    directory + ": no data set found (looked for " + expected() + ")"));
  }

  /** The plain file if it is there, else the gzipped one. */
  static Path plainOrGzip(Path directory, String file) {
    Path plain = directory.resolve(file);
    return Files.exists(plain) ? plain : directory.resolve(file + ".gz");
  }

  private static boolean exists(Path directory, String file) {
    return Files.isRegularFile(plainOrGzip(directory, file));
  }

  private static String expected() {
    return ALL.stream()
        .map(layout -> layout.name() + ": " + String.join(", ", layout.files()))
        .collect(Collectors.joining("; ", "", "; each may end in .gz"));
  }
}
