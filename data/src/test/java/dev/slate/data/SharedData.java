package dev.slate.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The real data sets beside the project; tests that need one are skipped where it is not. */
public final class SharedData {
  private static @Nullable Dataset oneMillion;

  private SharedData() {}

  /** MovieLens 1M, read once for all tests. */
  public static Dataset oneMillion() throws IOException {
    synchronized (SharedData.class) {
      if (oneMillion == null) {
        try (BadRows badRows = new BadRows(Path.of("none-is-expected.tsv"), 0)) {
          oneMillion = DatasetReader.open(dataset("ml-1m")).read(badRows);
        }
      }
      return oneMillion;
    }
  }

  public static Path dataset(String name) {
    Path directory =
        Path.of(System.getProperty("slate.root", "."), "..", "shared", "datasets", name);
    assumeTrue(Files.isDirectory(directory), "needs " + directory);
    return directory;
  }
}
