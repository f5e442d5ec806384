package dev.slate.training.spark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** MovieLens 1M, where it is there; tests that need it are skipped elsewhere. */
public final class MovieLens {
  private MovieLens() {}

  /**
   * @param directory for bad rows
   */
  public static TrainingData read(Path directory, double minRating) throws IOException {
    Path movieLens = Path.of(System.getProperty("slate.root"), "..", "shared", "datasets", "ml-1m");
    assumeTrue(Files.isDirectory(movieLens), "no MovieLens 1M at " + movieLens);
    try (BadRows badRows = new BadRows(directory.resolve("bad"), BadRows.DEFAULT_MAX_SHARE)) {
      Dataset dataset = DatasetReader.open(movieLens).read(badRows);
      return TrainingData.of(dataset.events(), dataset.items(), minRating);
    }
  }
}
