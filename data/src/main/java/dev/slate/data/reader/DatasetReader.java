package dev.slate.data.reader;

import dev.slate.data.dataset.Dataset;
import java.io.IOException;
import java.nio.file.Path;

/** Something a data set can be read from. */
public interface DatasetReader {

  /**
   * Reads everything into memory; about 150 bytes an event.
   *
   * @param badRows is told of every row that cannot be used
   * @throws DatasetFormatException if a column is missing or too many rows are bad
   */
  Dataset read(BadRows badRows) throws IOException;

  /**
   * Finds out what a directory holds: MovieLens 1M, 100K or latest, or Slate's own files.
   *
   * @throws DatasetFormatException listing what was looked for, if it is none of them
   */
  static DatasetReader open(Path directory) {
    return Layouts.detect(directory);
  }
}
