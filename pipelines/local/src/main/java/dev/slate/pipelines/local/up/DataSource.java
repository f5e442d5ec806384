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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the data of {@code slate up} comes from: the synthetic world or a directory. */
sealed interface DataSource permits DataSource.OfWorld, DataSource.OfDirectory {

  /** {@code world}, or {@code world:USERSxITEMS}. */
  Pattern WORLD = Pattern.compile("world(?::(\\d{1,7})x(\\d{1,6}))?");

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
    Matcher world = WORLD.matcher(argument);
    if (world.matches()) {
      return world.group(1) == null
          ? OfWorld.standard()
          : new OfWorld(Integer.parseInt(world.group(1)), Integer.parseInt(world.group(2)));
    }
    Path directory = Path.of(argument).toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          "--data: " + directory + " (expected: a directory, world, or world:USERSxITEMS)",
          "fetch a data set with: slate data fetch ml-1m");
    }
    return new OfDirectory(directory);
  }

  /** The synthetic world of a size, which ends now. */
  record OfWorld(int users, int items) implements DataSource {
    static OfWorld standard() {
      WorldSpec spec = WorldSpec.standard(System.currentTimeMillis());
      return new OfWorld(spec.users(), spec.items());
    }

    @Override
    public String id() {
      return ImportMarker.WORLD;
    }

    @Override
    public Prepared prepare(SlateHome home, Times times) {
      WorldSpec begun = ImportMarker.of(home, id()).map(ImportMarker::world).orElse(null);
      WorldSpec spec =
          begun != null
              ? begun
              : WorldSpec.standard(System.currentTimeMillis()).withSize(users, items);
      Dataset history = World.generate(spec).history();
      return new Prepared(ImportMarker.begin(id(), history, 0, spec), history, "");
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
          .orElseGet(() -> ImportMarker.begin(id(), dataset, byDefault, null));
    }

    private static String remark(BadRows badRows) {
      return badRows.total() == 0
          ? ""
          : String.format(", %,d bad rows in %s", badRows.total(), badRows.quarantine());
    }
  }
}
