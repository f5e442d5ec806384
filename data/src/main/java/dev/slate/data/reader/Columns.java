package dev.slate.data.reader;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The columns that a file has. */
final class Columns {
  private final Path file;
  private final List<String> names;

  private Columns(Path file, List<String> names) {
    this.file = file;
    this.names = names;
  }

  static Columns named(Path file, List<String> header) {
    return new Columns(file, header.stream().map(String::strip).toList());
  }

  static Columns numbered(Path file, int count) {
    return new Columns(file, IntStream.range(0, count).mapToObj(String::valueOf).toList());
  }

  /**
   * Finds a column by its name in the header, or by its 0-based number.
   *
   * @param purpose what it is wanted for, as in "user"
   * @throws DatasetFormatException naming the file, the column and the columns that are there
   */
  int indexOf(String column, String purpose) {
    int index = names.indexOf(column);
    if (index < 0 && !column.isEmpty() && column.length() < 6 && isNumber(column)) {
      index = Integer.parseInt(column);
    }
    if (index < 0 || index >= names.size()) {
      throw new DatasetFormatException(
          file
              + ": no column '"
              + column
              + "' for the "
              + purpose
              + " (there are: "
              + String.join(", ", names)
              + ")");
    }
    return index;
  }

  /** The name of a column, its number if it has none. */
  String name(int column) {
    return column < names.size() ? names.get(column) : String.valueOf(column);
  }

  private static boolean isNumber(String column) {
    return column.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
