package dev.slate.pipelines.nightly;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetFormatException;
import dev.slate.data.reader.DatasetReader;
import dev.slate.featurestore.offline.SparkSessions;
import dev.slate.pipelines.nightly.run.RunJson;
import dev.slate.pipelines.nightly.run.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate evaluate}: the figures of a data set, without Kafka, Redis or a registry. */
@Command(
    name = "slate evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains on one part of a data set and judges by the rest: the table of figures.",
    footer = {
      "",
      "Examples:",
      "  slate evaluate --data ml-1m",
      "  slate evaluate --data ml-1m --protocol leave-last-out"
    })
public final class EvaluateMain implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "MovieLens 1M, 100K or latest, or Slate's own files.")
  private Path data = Path.of("");

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      converter = Protocol.Converter.class,
      completionCandidates = Protocol.Names.class,
      defaultValue = "time-split")
  private Protocol protocol = Protocol.TIME_SPLIT;

  @Option(names = "--json", description = "Print the figures as JSON, for machines.")
  private boolean json;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new EvaluateMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    try {
      SlateConfig config = ConfigReader.read();
      Dataset dataset = read();
      System.err.println(dataset);
      SparkSession spark =
          SparkSessions.start(config.nightly().master(), config.home().resolve("tmp"));
      List<Scores> scores = protocol.evaluate(spark, config.train(), dataset);
      System.out.println(json ? RunJson.of(scores) : Report.evaluation(scores));
      return DONE;
    } catch (InvalidConfigException e) {
      System.err.println("slate evaluate: " + e.getMessage());
      return BAD_USAGE;
    } catch (DatasetFormatException e) {
      System.err.println("slate evaluate: " + e.getMessage());
      return FAILED;
    }
  }

  private Dataset read() throws IOException {
    Path quarantine = Path.of("evaluate-bad-rows.tsv");
    try (BadRows badRows = new BadRows(quarantine, BadRows.DEFAULT_MAX_SHARE)) {
      Dataset dataset = DatasetReader.open(data).read(badRows);
      if (badRows.total() > 0) {
        System.err.println(badRows.total() + " rows left out, see " + quarantine);
      }
      return dataset;
    }
  }
}
