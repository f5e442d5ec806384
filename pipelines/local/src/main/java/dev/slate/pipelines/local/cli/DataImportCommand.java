package dev.slate.pipelines.local.cli;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetFormatException;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.console.Step;
import dev.slate.pipelines.local.console.Terminal;
import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.home.Status;
import dev.slate.pipelines.local.imports.DataImport;
import dev.slate.pipelines.local.imports.ImportMarker;
import dev.slate.pipelines.local.platform.TopicCreator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slate data import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes a data set into the log of the running Slate (or of the configured broker), once."
            + " Rows that cannot be used are counted and kept in a quarantine file.",
    footer = {
      "",
      "Examples:",
      "  slate data import data/ml-1m",
      "  slate data import events.csv --user-column uid --item-column sku --time-format iso",
      "  slate data import clicks.tsv --items-file items.tsv --max-bad-share 0.05"
    })
public final class DataImportCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Mixin private ColumnOptions columns = new ColumnOptions();

  @Parameters(
      paramLabel = "SOURCE",
      description = "A directory in a known layout, or a CSV/TSV file")
  private Path source = Path.of("");

  @Option(names = "--original-times", description = "Keep event times; else the newest becomes now")
  private boolean originalTimes;

  @Option(
      names = "--max-bad-share",
      defaultValue = "0.01",
      description = "More bad rows than this stop the import. Default: ${DEFAULT-VALUE}")
  private double maxBadShare = BadRows.DEFAULT_MAX_SHARE;

  @Override
  public Integer call() throws IOException {
    SlateHome home = homeOption.home();
    String id = source.toAbsolutePath().normalize().toString();
    Optional<ImportMarker> begun = ImportMarker.of(home, id);
    if (begun.isPresent() && begun.get().complete()) {
      System.out.printf("%s is in the log already: %,d events.%n", id, begun.get().events());
      return 0;
    }
    Step step = Terminal.ofStandardOutput().step("Import");
    Files.createDirectories(home.imports());
    Path quarantine = home.imports().resolve(source.getFileName() + ".bad-rows.tsv");
    try (BadRows badRows = new BadRows(quarantine, maxBadShare)) {
      Dataset dataset = columns.reader(source).read(badRows);
      long shiftMs = originalTimes ? 0 : System.currentTimeMillis() - DataImport.newestMs(dataset);
      long events = dataset.events().size();
      ImportMarker marker = begun.orElseGet(() -> ImportMarker.begin(id, dataset, shiftMs, null));
      SlateConfig config = ConfigReader.read();
      String servers = Status.of(home).map(Status::kafka).orElse(config.kafka().bootstrapServers());
      new TopicCreator(servers).create(config.kafka().partitions(), 1);
      new DataImport(home, servers, config.kafka().partitions())
          .run(marker, dataset, done -> step.progress(done, events));
      step.done(dataset + ", bad rows: " + badRows.total());
      report(badRows);
      System.out.println("  Learn from it now with: slate nightly");
      return 0;
    } catch (DatasetFormatException e) {
      throw new CommandFailure(
          String.valueOf(e.getMessage()),
          "name the columns (slate data import --help), or allow more with --max-bad-share");
    }
  }

  private static void report(BadRows badRows) {
    if (badRows.total() > 0) {
      badRows.samples().forEach(sample -> System.out.println("    " + sample));
      System.out.println("    all of them: " + badRows.quarantine());
    }
  }
}
