package dev.slate.pipelines.local.cli;

import dev.slate.data.fetch.DatasetFetcher;
import dev.slate.data.fetch.FetchException;
import dev.slate.data.fetch.FetchListener;
import dev.slate.data.fetch.PublicDataset;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.console.Step;
import dev.slate.pipelines.local.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slate data fetch}. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = "Downloads a public data set, verifies its checksum and unpacks it.",
    footer = {"", "Example: slate data fetch ml-1m --to data"})
public final class DataFetchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "ml-100k, ml-1m or ml-latest-small")
  private String name = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Default: ${DEFAULT-VALUE}")
  private Path directory = Path.of("data");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = Terminal.ofStandardOutput();
    PublicDataset dataset = PublicDataset.named(name);
    Step step = terminal.step("Fetch");
    try {
      Path target = new DatasetFetcher(directory).fetch(dataset, listener(terminal, step));
      step.done(target + "; use it with: slate up --data " + target);
      return 0;
    } catch (FetchException e) {
      throw new CommandFailure(
          String.valueOf(e.getMessage()),
          "or fetch " + dataset.address() + " by other means and unpack it");
    }
  }

  private static FetchListener listener(Terminal terminal, Step step) {
    return new FetchListener() {
      @Override
      public void begins(PublicDataset dataset) {
        terminal.print("  From     " + dataset.address() + "\n  Licence  " + dataset.licence());
      }

      @Override
      public void progressed(long bytes, long total) {
        if (total < 0) {
          step.update((bytes >> 10) + " KiB");
        } else {
          step.progress(bytes, total);
        }
      }
    };
  }
}
