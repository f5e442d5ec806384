package dev.slate.pipelines.local.up;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.console.Terminal;
import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.imports.ImportMarker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate up}: everything on this machine. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Kafka, Redis, serving, the stream job and the scheduler on this machine, fills the log"
          + " with data and trains the first model when there is none. Ctrl-C or 'slate down' stops"
          + " all of it; the next start goes on where it stopped."
    },
    footer = {
      "",
      "Examples:",
      "  slate up",
      "  slate up --home /tmp/ml --data ../shared/datasets/ml-1m",
      "  slate up --port 9000 --no-schedule"
    })
public final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "All data lives here. Default: SLATE_HOME, else .slate")
  private @Nullable Path home;

  @Option(
      names = "--data",
      paramLabel = "DIR|world",
      description =
          "A directory in a layout that Slate knows (MovieLens, or Slate's own), or the synthetic"
              + " world, also as world:USERSxITEMS. Default: what the home has, else world")
  private @Nullable String data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Of the API. Default: 8080, or a free one when that is taken")
  private int port = -1;

  @Option(
      names = "--original-times",
      description = "Keep the event times of --data; by default the newest event becomes now")
  private boolean originalTimes;

  @Option(names = "--no-schedule", description = "Do not start the scheduler of nightly runs")
  private boolean noSchedule;

  @Option(names = "--once", description = "Stop again as soon as a model serves")
  private boolean once;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (home != null) {
      environment.put("SLATE_HOME", home.toAbsolutePath().toString());
    }
    Path file = Path.of(environment.getOrDefault("SLATE_CONF", "slate.conf"));
    SlateConfig config = ConfigReader.read(file, environment);
    SlateHome slateHome = new SlateHome(config.home());
    requireNotRunning(slateHome);
    logTo(slateHome.logs().resolve("kafka.log"));
    DataSource source = source(slateHome);
    Addresses addresses = Addresses.of(config, file, environment, port);
    LocalSystem system = new LocalSystem(config, slateHome, addresses, Terminal.ofStandardOutput());
    ExitHook hook = ExitHook.closing(system);
    try {
      system.start();
      system.fill(source, originalTimes ? DataSource.Times.ORIGINAL : DataSource.Times.SHIFTED);
      system.train();
      if (!noSchedule) {
        system.schedule();
      }
      system.offerExperiment();
      system.summarise();
      if (!once) {
        hook.awaitExit();
      }
      hook.endsByItself();
      return 0;
    } catch (RuntimeException e) {
      if (hook.isExiting()) {
        hook.awaitExit(); // What fails while everything stops is no news.
      }
      hook.endsByItself();
      throw e;
    }
  }

  /** The broker logs in this process; what people see is printed, not logged. */
  private static void logTo(Path log) {
    System.setProperty("log4j2.configurationFile", "log4j2-up.xml");
    System.setProperty("slate.up.log", log.toString());
  }

  private static void requireNotRunning(SlateHome home) {
    Optional<ProcessHandle> owner = home.owner().alive();
    if (owner.isPresent()) {
      throw new CommandFailure(
          "Slate is already up with home "
              + home.directory()
              + " (process "
              + owner.get().pid()
              + ")",
          "use it (slate status), stop it (slate down), or choose another home (--home DIR)");
    }
  }

  /** What the home began with stays its data; another data set needs another home. */
  private DataSource source(SlateHome home) {
    Optional<ImportMarker> begun = ImportMarker.all(home).stream().findFirst();
    DataSource source =
        DataSource.of(data != null ? data : begun.map(ImportMarker::source).orElse("world"));
    if (begun.isPresent() && ImportMarker.of(home, source.id()).isEmpty()) {
      throw new CommandFailure(
          "--data: "
              + source.id()
              + ", but home "
              + home.directory()
              + " has "
              + begun.get().name(),
          "choose another home (--home DIR), or add to this one with: slate data import");
    }
    return source;
  }
}
