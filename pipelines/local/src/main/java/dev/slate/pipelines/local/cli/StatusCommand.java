package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import dev.slate.pipelines.local.home.Champion;
import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.home.Status;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slate status}: what runs where. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Shows processes, addresses, logs and the champion model. Exit code 1: not running.",
    footer = {"", "Examples:", "  slate status", "  slate status --json | jq -r .url"})
public final class StatusCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(names = "--json", description = "For programs")
  private boolean json;

  @Override
  public Integer call() {
    SlateHome home = homeOption.home();
    Optional<Status> status = Status.of(home);
    String registry = System.getenv("SLATE_PATHS_REGISTRY");
    Optional<String> champion =
        Champion.of(registry == null ? home.directory().resolve("registry") : Path.of(registry));
    if (json) {
      printJson(status, champion);
      return status.isPresent() ? 0 : 1;
    }
    Status running =
        status.orElseThrow(
            () ->
                new CommandFailure(
                    "Slate is not running on " + home.directory(), "start it with: slate up"));
    System.out.println("API and dashboards  " + running.url());
    System.out.println("Kafka               " + running.kafka());
    System.out.println("Redis               " + running.redis());
    System.out.println("Features (Feast)    " + running.features());
    System.out.println("Home                " + running.home());
    System.out.println("Champion            " + champion.orElse("none yet"));
    System.out.println();
    Table table = new Table("process", "pid", "state", "log");
    running.processes().forEach(p -> table.row(p.name(), p.pid(), now(p), shortened(p, running)));
    System.out.println(table);
    return 0;
  }

  private static void printJson(Optional<Status> status, Optional<String> champion) {
    ObjectNode node =
        status.map(s -> Api.JSON.<ObjectNode>valueToTree(s)).orElseGet(Api.JSON::createObjectNode);
    node.put("running", status.isPresent());
    node.put("champion", champion.orElse(null));
    System.out.println(node.toPrettyString());
  }

  private static String now(Status.ProcessState process) {
    boolean alive = ProcessHandle.of(process.pid()).isPresent();
    return alive || !process.state().equals("running") ? process.state() : "ended";
  }

  private static String shortened(Status.ProcessState process, Status status) {
    return process.log().startsWith(status.home())
        ? process.log().substring(status.home().length() + 1)
        : process.log();
  }
}
