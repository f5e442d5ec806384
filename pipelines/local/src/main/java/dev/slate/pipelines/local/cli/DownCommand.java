package dev.slate.pipelines.local.cli;

import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.home.SlateHome;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slate down}: stops what {@code slate up} started. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the Slate that runs on a home. Nothing is lost; slate up goes on there.",
    footer = {"", "Example: slate down --home /tmp/ml"})
public final class DownCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 30;

  @Mixin private HomeOption homeOption = new HomeOption();

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    SlateHome home = homeOption.home();
    Optional<ProcessHandle> owner = home.owner().alive();
    if (owner.isEmpty()) {
      System.out.println("Slate is not running on " + home.directory() + ".");
      return 0;
    }
    owner.get().destroy();
    try {
      owner.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CommandFailure(
          "Process " + owner.get().pid() + " did not end within " + PATIENCE_SECONDS + " s",
          "force it: kill -9 " + owner.get().pid() + " (its children end with it)");
    }
    System.out.println("Slate on " + home.directory() + " is down.");
    return 0;
  }
}
