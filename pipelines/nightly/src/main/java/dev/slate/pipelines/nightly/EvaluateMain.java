package dev.slate.pipelines.nightly;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetFormatException;
import dev.slate.pipelines.nightly.evaluate.Evaluate;
import dev.slate.pipelines.nightly.evaluate.Input;
import dev.slate.pipelines.nightly.evaluate.InputOptions;
import dev.slate.pipelines.nightly.evaluate.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slate evaluate}: the figures of a data set, without Kafka, Redis or a registry. */
@Command(
    name = "slate evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Learns from one part of a data set and judges models by the rest.",
      "",
      "time-split      the newest 20 %% by time judge; ratings below min-rating do not count",
      "leave-last-out  each user's last item judges; items with fewer than 5 events are left out",
      "sampled         each user's last item among 99 that the user never chose (NCF's protocol)",
      "given-files     the authors' train and test",
      "cold-items      all positives of the newest items (--cold), known by the catalogue alone",
      "",
      "All items of train are ranked but those that the user has; sampled ranks 100; cold-items",
      "ranks the held-out items with them."
    },
    footer = {
      "",
      "Examples:",
      "  slate evaluate --data data/ml-1m",
      "  slate evaluate --data data/ml-1m --protocol leave-last-out --model popularity,ease",
      "  slate evaluate --train train.txt --test test.txt --model als,two-tower --tune 20"
          + " --budget 25m \\",
      "      --set als.rank=64 --set two-tower.dim=64 --html comparison.html",
      "  slate evaluate --data clicks.csv --user-column uid --item-column sku --time-format iso",
      "  slate evaluate --data ncf/Data --model ease --json",
      "  slate evaluate --data data/ml-1m --protocol cold-items --cold 300"
    })
public final class EvaluateMain implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  @Mixin private InputOptions inputs = new InputOptions();

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--max-bad-share",
      defaultValue = "0.01",
      description = "More bad rows than this are an error. Default: ${DEFAULT-VALUE}")
  private double maxBadShare = BadRows.DEFAULT_MAX_SHARE;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new EvaluateMain()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws IOException {
    try {
      SlateConfig config = ConfigReader.read();
      Input input = read();
      System.err.println(input.dataset());
      return new Evaluate(config, options, input).run() ? DONE : FAILED;
    } catch (InvalidConfigException e) {
      System.err.println("slate evaluate: " + e.getMessage());
      return BAD_USAGE;
    } catch (IllegalArgumentException | DatasetFormatException e) {
      System.err.println("slate evaluate: " + e.getMessage());
      return FAILED;
    }
  }

  private Input read() throws IOException {
    Path quarantine = Path.of("evaluate-bad-rows.tsv");
    try (BadRows badRows = new BadRows(quarantine, maxBadShare)) {
      Input input = inputs.read(badRows);
      if (badRows.total() > 0) {
        System.err.println(badRows.total() + " rows left out, see " + quarantine);
      }
      return input;
    }
  }
}
