package dev.slate.pipelines.nightly;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeTable;
import dev.slate.featurestore.offline.SparkSessions;
import dev.slate.featurestore.offline.TrainingSet;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.model.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate features training-set}. */
@Command(
    name = "training-set",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes what users answered, with the features as they were strictly before: the lake as a"
          + " model saw it, or as it was at a time. The same bytes whenever it is run; prints their"
          + " SHA-256. Users who were erased since are left out."
    },
    footer = {
      "",
      "Examples:",
      "  slate features training-set --as-of 2026-11-20-1 --out set",
      "  slate features training-set --as-of 2026-11-20T03:30:00Z --out set"
    })
final class TrainingSetCommand implements Callable<Integer> {
  private static final int WRITTEN = 0;
  private static final int FAILED = 1;
  private static final int BAD_CONFIG = 2;

  @Option(
      names = "--as-of",
      paramLabel = "MODEL|TIME",
      required = true,
      description = "A model's version, or a time such as 2026-11-20T03:30:00Z.")
  private String asOf = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where training-set.tsv is written.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    try {
      SlateConfig config = ConfigReader.read();
      // Before Spark starts, which takes a while.
      Optional<Manifest> model = model(new ModelRegistry(config.paths().registry()));
      Instant time = model.isPresent() ? Instant.EPOCH : time();
      Lake lake =
          new Lake(
              SparkSessions.start(config.nightly().master(), config.home().resolve("tmp")),
              config.paths().lake());
      long version =
          model
              .map(manifest -> manifest.data().getOrDefault("events.version", -1L))
              .orElseGet(() -> lake.versionAt(LakeTable.EVENTS, time.toEpochMilli()));
      Path file = out.resolve("training-set.tsv");
      TrainingSet.Written written =
          new TrainingSet(lake, config.train().minRating()).write(version, file);
      System.out.printf(
          Locale.ROOT,
          "%s: %,d rows of version %d of events%nsha256 %s%n",
          file,
          written.rows(),
          version,
          written.sha256());
      return WRITTEN;
    } catch (InvalidConfigException e) {
      System.err.println("slate features training-set: " + e.getMessage());
      return BAD_CONFIG;
    } catch (IllegalArgumentException e) {
      System.err.println("slate features training-set: " + e.getMessage());
      return FAILED;
    }
  }

  private Optional<Manifest> model(ModelRegistry registry) {
    Optional<Manifest> model =
        registry.list().stream().filter(m -> m.version().equals(asOf)).findFirst();
    String fingerprint = FeatureCatalog.standard().fingerprint();
    if (model.isPresent() && !model.get().fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException(
          "--as-of "
              + asOf
              + ": trained with other features (expected: fingerprint "
              + fingerprint
              + "; fix: use the Slate of that model, or a time)");
    }
    return model;
  }

  private Instant time() {
    try {
      return Instant.parse(asOf);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--as-of: '"
              + asOf
              + "' (expected: a version that slate models list shows, or a time such as"
              + " 2026-11-20T03:30:00Z)",
          e);
    }
  }
}
