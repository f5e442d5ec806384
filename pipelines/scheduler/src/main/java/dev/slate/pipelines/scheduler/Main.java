package dev.slate.pipelines.scheduler;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.process.ChildProcess;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate schedule}: runs {@code slate nightly} by a cron until it is stopped. */
@Command(
    name = "slate schedule",
    mixinStandardHelpOptions = true,
    description =
        "Starts 'slate nightly' as a process of its own by slate.nightly.cron in"
            + " slate.nightly.time-zone; a missed night is caught up once.",
    footer = {
      "",
      "Examples:",
      "  slate schedule",
      "  SLATE_NIGHTLY_CRON='0 0 * * * ?' slate schedule    every hour",
      "  slate schedule --now                               and one run at once"
    })
public final class Main implements Callable<Integer> {
  @Option(names = "--now", description = "Also start a run now")
  private boolean now;

  private Main() {}

  public static void main(String[] args) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("slate schedule: " + failure.getMessage());
          return failure instanceof InvalidConfigException ? 2 : 1;
        });
    System.exit(commandLine.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    SlateConfig config = ConfigReader.read();
    Clock clock = Clock.system(config.nightly().timeZone());
    NightlyRunner runner =
        new NightlyRunner(ChildProcess.launcher(), config.home().resolve("logs/nightly.log"));
    NightlyScheduler scheduler = NightlyScheduler.open(config, runner);
    Watchdog watchdog =
        new Watchdog(Cron.of(config.nightly()), RunLedger.of(config.ledger()), runner, clock);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  watchdog.close();
                  scheduler.close();
                  Runtime.getRuntime().halt(0); // To be stopped is no failure.
                },
                "exit"));
    scheduler.start();
    watchdog.start();
    if (now) {
      scheduler.trigger();
    }
    new CountDownLatch(1).await();
    return 0;
  }
}
