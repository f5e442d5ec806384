package dev.slate.pipelines.streaming;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate stream}. */
@Command(
    name = "slate stream",
    mixinStandardHelpOptions = true,
    description = "Keeps what each user and item did lately current in Redis, from Kafka's events.",
    footer = {
      "",
      "Start several to share the partitions. Ends cleanly on SIGTERM; kill -9 loses nothing.",
      "",
      "Example:",
      "  SLATE_KAFKA_BOOTSTRAP_SERVERS=kafka:9092 SLATE_REDIS_URI=redis://redis:6379 slate stream"
    })
public final class Main implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      description = {
        "A name that no other running job has. A job that is killed and started again under its",
        "name goes on at once; without one, its partitions are free after 6 s."
      })
  private @Nullable String instance;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    SlateConfig config;
    try {
      config = ConfigReader.read();
    } catch (InvalidConfigException e) {
      LOG.error("{}", e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    return run(config);
  }

  private int run(SlateConfig config) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    try (StreamJob job = new StreamJob(config, instance);
        MetricsEndpoint metrics = MetricsEndpoint.start(config.stream(), job.metrics())) {
      job.start();
      LOG.debug("Metrics on port {}", metrics.port());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOnSignal(job, over)));
      job.failed().get();
      return CommandLine.ExitCode.OK;
    } catch (ExecutionException e) {
      LOG.error("The stream job ends: {}", String.valueOf(e.getCause()), e.getCause());
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      over.set(true);
    }
  }

  /** A JVM that a signal ends would report the signal; a clean stop is a success. */
  private static void stopOnSignal(StreamJob job, AtomicBoolean over) {
    if (!over.get()) {
      LOG.info("Stopping");
      job.close();
      Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
    }
  }
}
