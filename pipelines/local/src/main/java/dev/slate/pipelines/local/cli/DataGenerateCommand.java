package dev.slate.pipelines.local.cli;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.SlateFiles;
import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import dev.slate.pipelines.local.console.Step;
import dev.slate.pipelines.local.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate data generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description =
        "Writes the synthetic world as events.ndjson, items.ndjson and users.ndjson; the same seed,"
            + " size and end make the same files.",
    footer = {"", "Example: slate data generate --out /tmp/world --users 500 --items 300 --seed 7"})
public final class DataGenerateCommand implements Callable<Integer> {
  @Option(names = "--out", paramLabel = "DIR", required = true)
  private Path out = Path.of("");

  @Option(names = "--users", description = "Default: those of slate up")
  private int users = WorldSpec.standard(System.currentTimeMillis()).users();

  @Option(names = "--items", description = "Default: those of slate up")
  private int items = WorldSpec.standard(System.currentTimeMillis()).items();

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}", defaultValue = "42")
  private long seed = 42;

  @Option(names = "--end", paramLabel = "MS", description = "Milliseconds since 1970. Default: now")
  private long endMs = System.currentTimeMillis();

  @Override
  public Integer call() throws IOException {
    Step step = Terminal.ofStandardOutput().step("Generate");
    Dataset history =
        World.generate(WorldSpec.standard(endMs).withSize(users, items).withSeed(seed)).history();
    step.update("writing");
    new SlateFiles(out).write(history);
    step.done(history + " in " + out);
    return 0;
  }
}
