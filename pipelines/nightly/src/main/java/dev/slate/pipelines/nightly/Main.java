package dev.slate.pipelines.nightly;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.SparkSessions;
import dev.slate.featurestore.online.RedisBatchWriter;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.PackedRowWriter;
import dev.slate.pipelines.nightly.run.BarProgress;
import dev.slate.pipelines.nightly.run.Ledger;
import dev.slate.pipelines.nightly.run.LineProgress;
import dev.slate.pipelines.nightly.run.Progress;
import dev.slate.pipelines.nightly.run.Run;
import dev.slate.pipelines.nightly.run.RunInProgressException;
import dev.slate.pipelines.nightly.run.RunJson;
import dev.slate.pipelines.nightly.run.RunTopic;
import dev.slate.pipelines.nightly.run.Status;
import dev.slate.pipelines.nightly.run.StepRunner;
import dev.slate.training.model.registry.ModelRegistry;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate nightly}: one training run. */
@Command(
    name = "slate nightly",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Learns from everything in Kafka and publishes a model: ingest, audit, validate, features, train,"
          + " evaluate, gate, retrain, index, publish, materialise, announce, maintain.",
      "Exits 0 when a model was published, 1 when the run failed or the gate refused it."
    },
    footer = {
      "",
      "Examples:",
      "  slate nightly",
      "  slate nightly --date 2026-11-20 --json",
      "  slate nightly --resume",
      "  slate nightly --force-promote 'catalogue was replaced; checked by hand'"
    })
public final class Main implements Callable<Integer> {
  private static final int PUBLISHED = 0;
  private static final int NOT_PUBLISHED = 1;
  private static final int BAD_USAGE = 2;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The business date; today in nightly.time-zone by default.")
  private @Nullable LocalDate date;

  @Option(
      names = "--resume",
      description =
          "Go on where the date's last attempt failed; nothing if it succeeded. A model that it"
              + " had published is not trained again.")
  private boolean resume;

  @Option(
      names = "--force-promote",
      paramLabel = "REASON",
      description = "Publish even if the gate refuses; the reason is recorded with the run.")
  private @Nullable String override;

  @Option(names = "--json", description = "Print the run as JSON, for machines.")
  private boolean json;

  public static void main(String[] arguments) {
    if (isTerminal()) {
      // A bar and log lines do not share a terminal well; the report at the end has the figures.
      System.setProperty("slate.log.level", "warn");
    }
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  private static boolean isTerminal() {
    return Boolean.getBoolean("slate.terminal");
  }

  @Override
  public Integer call() {
    if (override != null && override.isBlank()) {
      System.err.println("slate nightly: --force-promote: '' (expected: a reason, in words)");
      return BAD_USAGE;
    }
    try {
      Run run = run(ConfigReader.read());
      System.out.println(json ? RunJson.of(run) : Report.of(run));
      return run.status() == Status.SUCCEEDED ? PUBLISHED : NOT_PUBLISHED;
    } catch (InvalidConfigException e) {
      System.err.println("slate nightly: " + e.getMessage());
      return BAD_USAGE;
    } catch (RunInProgressException e) {
      System.err.println("slate nightly: " + e.getMessage());
      return NOT_PUBLISHED;
    }
  }

  private Run run(SlateConfig config) {
    LocalDate day = date == null ? LocalDate.now(config.nightly().timeZone()) : date;
    try (Ledger ledger = new Ledger(config.ledger())) {
      Optional<Run> last = ledger.last(day);
      if (resume && last.isPresent() && last.get().status() == Status.SUCCEEDED) {
        return last.get();
      }
      Run begun = ledger.begin(day, System.currentTimeMillis());
      try (RunTopic topic = new RunTopic(config.kafka().bootstrapServers());
          Progress progress = progress();
          PackedRowWriter rows = rows(config)) {
        StepRunner runner =
            new StepRunner(ledger, topic, progress, System::currentTimeMillis, begun);
        Runtime.getRuntime().addShutdownHook(new Thread(runner::stop, "run-stop"));
        NightlyRun night = night(config, rows, runner);
        return resume && last.filter(Main::hasPublished).isPresent()
            ? night.resume(last.get())
            : night.run(Optional.ofNullable(override));
      }
    }
  }

  private static PackedRowWriter rows(SlateConfig config) {
    return new RedisBatchWriter(
        config.redis().uri(),
        FeastLayout.of(config.features().feast().project(), FeatureCatalog.standard()));
  }

  private static NightlyRun night(SlateConfig config, PackedRowWriter rows, StepRunner runner) {
    Lake lake =
        new Lake(
            SparkSessions.start(config.nightly().master(), config.home().resolve("tmp")),
            config.paths().lake());
    return new NightlyRun(config, lake, new ModelRegistry(config.paths().registry()), rows, runner);
  }

  private static boolean hasPublished(Run run) {
    return run.model() != null
        && run.step("publish").filter(step -> step.status() != Status.FAILED).isPresent();
  }

  private static Progress progress() {
    return isTerminal()
        ? new BarProgress(System.err, NightlyRun.STEPS.size())
        : new LineProgress(System.err);
  }
}
