package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.config.ConfigReader;
import dev.slate.pipelines.local.console.Table;
import dev.slate.pipelines.local.home.Status;
import dev.slate.pipelines.local.platform.DeadLetter;
import dev.slate.pipelines.local.platform.DeadLetters;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slate dead-letters}: what the stream job could not use, and why. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows the events that could not be used, newest first, each with the reason.",
    footer = {
      "",
      "Examples:",
      "  slate dead-letters",
      "  slate dead-letters --json | jq -r .value > again.jsonl   # repair, then: slate replay"
    })
public final class DeadLettersCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "At most so many. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Option(names = "--json", description = "For programs: one object a line, with the whole value")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    List<DeadLetter> letters = new DeadLetters(bootstrapServers()).newest(Math.max(0, limit));
    if (json) {
      for (DeadLetter letter : letters) {
        System.out.println(JSON.writeValueAsString(letter));
      }
    } else if (letters.isEmpty()) {
      System.out.println("None: every event could be used.");
    } else {
      letters.forEach(DeadLettersCommand::print);
    }
    return 0;
  }

  /** Of the Slate that runs on this machine, else of the configuration. */
  private String bootstrapServers() {
    return Status.of(home.home())
        .map(Status::kafka)
        .orElseGet(() -> ConfigReader.read().kafka().bootstrapServers());
  }

  private static void print(DeadLetter letter) {
    System.out.println(
        Instant.ofEpochMilli(letter.timeMs()) + "  " + letter.reason() + "  " + letter.source());
    System.out.println("  " + letter.error());
    System.out.println(
        new Table("key", "value").row(letter.key(), letter.value()).toString().indent(2));
  }
}
