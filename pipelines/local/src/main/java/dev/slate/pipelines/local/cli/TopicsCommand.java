package dev.slate.pipelines.local.cli;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.pipelines.local.platform.TopicCreator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate topics}: for real brokers. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Creates the topics on the broker of slate.kafka.bootstrap-servers.",
    footer = {"", "Example: SLATE_KAFKA_BOOTSTRAP_SERVERS=kafka:9092 slate topics create"})
public final class TopicsCommand {
  @Command(
      mixinStandardHelpOptions = true,
      description = "Creates what is missing; safe to repeat.")
  int create(
      @Option(
              names = "--replication",
              defaultValue = "1",
              description = "Copies of each partition. Default: ${DEFAULT-VALUE}")
          int replication) {
    SlateConfig config = ConfigReader.read();
    List<String> created =
        new TopicCreator(config.kafka().bootstrapServers())
            .create(config.kafka().partitions(), replication);
    System.out.println(
        created.isEmpty() ? "All topics exist." : "Created " + String.join(", ", created) + ".");
    return 0;
  }
}
