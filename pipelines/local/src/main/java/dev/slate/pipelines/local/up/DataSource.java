package dev.slate.pipelines.local.up;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetReader;
import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.imports.DataImport;
import dev.slate.pipelines.local.imports.ImportMarker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the data of {@code slate up} comes from: the synthetic world or a directory. */
sealed interface DataSource permits DataSource.OfWorld, DataSource.OfDirectory {

  /** As {@link ImportMarker#source()}. */
  String id();

  /** Makes or reads the data; the marker of a begun import fixes what it must be. */
  Prepared prepare(SlateHome home, Times times);

  /** What happens to the times of the events. */
  enum Times {
    /** The newest event is now, so that windows and trends live. */
    SHIFTED,
    ORIGINAL
  }

  /** A data set and what is to be remembered of its import. */
  record Prepared(ImportMarker marker, Dataset dataset, String remark) {}

  static DataSource of(String argument) {
    if (argument.equals(ImportMarker.WORLD)) {
      return new OfWorld();
    }
    Path directory = Path.of(argument).toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          "--data: " + directory + " (expected: a directory, or 'world')",
          "fetch a data set with: slate data fetch ml-1m");
    }
    return new OfDirectory(directory);
  }

  /** The synthetic world of the standard size, which ends now. */
  record OfWorld() implements DataSource {
    @Override
    public String id() {
      return ImportMarker.WORLD;
    }

    @Override
    public Prepared prepare(SlateHome home, Times times) {
      WorldSpec begun = ImportMarker.of(home, id()).map(ImportMarker::world).orElse(null);
      WorldSpec spec = begun != null ? begun : size(System.currentTimeMillis());
      Dataset history = World.generate(spec).history();
      return new Prepared(
          new ImportMarker(id(), history.name(), false, 0, history.events().size(), spec),
          history,
          "");
    }

    private static WorldSpec size(long endMs) {
      WorldSpec standard = WorldSpec.standard(endMs);
      return standard.withSize(
          Integer.getInteger("slate.world.users", standard.users()),
          Integer.getInteger("slate.world.items", standard.items()));
    }
  }

  /** A data set in a layout that Slate knows. */
  record OfDirectory(Path directory) implements DataSource {
    @Override
    public String id() {
      return directory.toString();
    }

    @Override
    public Prepared prepare(SlateHome home, Times times) {
      try {
        Files.createDirectories(home.imports());
        Path quarantine = home.imports().resolve(directory.getFileName() + ".bad-rows.tsv");
        try (BadRows badRows = new BadRows(quarantine, BadRows.DEFAULT_MAX_SHARE)) {
          Dataset dataset = DatasetReader.open(directory).read(badRows);
          return new Prepared(marker(home, dataset, times), dataset, remark(badRows));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private ImportMarker marker(SlateHome home, Dataset dataset, Times times) {
      long byDefault =
          times == Times.ORIGINAL ? 0 : System.currentTimeMillis() - DataImport.newestMs(dataset);
      return ImportMarker.of(home, id())
          .orElseGet(
              () ->
                  new ImportMarker(
                      id(), dataset.name(), false, byDefault, dataset.events().size(), null));
    }

    private static String remark(BadRows badRows) {
      return badRows.total() == 0
          ? ""
          : String.format(", %,d bad rows in %s", badRows.total(), badRows.quarantine());
    }
  }
}
