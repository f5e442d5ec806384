package dev.slate.pipelines.nightly;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.offline.KafkaLog;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.SparkSessions;
import dev.slate.pipelines.nightly.bootstrap.Bootstrap;
import dev.slate.pipelines.nightly.step.IngestStep;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;

/** {@code slate features bootstrap}. */
@Command(
    name = "bootstrap",
    mixinStandardHelpOptions = true,
    description = {
      "Loads the online state from the lake, after bringing the lake up to the end of the log.",
      "For a new or an emptied Redis whose log no longer reaches back to the beginning. Stream jobs"
          + " may run: they wait, and go on exactly where the load ends. If it dies, run it again."
    },
    footer = {"", "Example:", "  slate features bootstrap"})
final class BootstrapCommand implements Callable<Integer> {
  private static final int LOADED = 0;
  private static final int BAD_CONFIG = 2;

  @Override
  public Integer call() {
    SlateConfig config;
    try {
      config = ConfigReader.read();
    } catch (InvalidConfigException e) {
      System.err.println("slate features bootstrap: " + e.getMessage());
      return BAD_CONFIG;
    }
    Lake lake =
        new Lake(
            SparkSessions.start(config.nightly().master(), config.home().resolve("tmp")),
            config.paths().lake());
    long readMs = System.currentTimeMillis();
    KafkaLog log = new KafkaLog(config.kafka().bootstrapServers());
    System.err.println(
        "lake: "
            + IngestStep.detail(new IngestStep(lake, log, config.stream().maxLateness()).run()));
    load(config, lake, readMs)
        .forEach((view, n) -> System.out.printf(Locale.ROOT, "%s: %,d states%n", view, n));
    return LOADED;
  }

  private static Map<String, Long> load(SlateConfig config, Lake lake, long readMs) {
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("states")
            .setInitialMax(-1)
            .setUpdateIntervalMillis(Boolean.getBoolean("slate.terminal") ? 200 : 10_000)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build()) {
      return new Bootstrap(config, lake, bar::stepTo).load(readMs);
    }
  }
}
