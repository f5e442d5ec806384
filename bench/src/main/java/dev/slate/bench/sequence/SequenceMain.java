package dev.slate.bench.sequence;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetReader;
import dev.slate.training.model.registry.SequenceCheckpoint;
import dev.slate.training.model.sequence.Checkpoints;
import dev.slate.training.model.sequence.SequenceFit;
import dev.slate.training.model.sequence.SequenceParameters;
import dev.slate.training.model.sequence.SequenceSettings;
import dev.slate.training.model.sequence.SequenceShape;
import dev.slate.training.model.sequence.SequenceTrainer;
import dev.slate.training.model.sequence.SequenceValidation;
import dev.slate.training.model.sequence.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains a self-attention encoder and judges it by leave-last-out. Settings are chosen on the held
 * last items of train, which each epoch prints; {@code --test} prints the test once, at the end.
 *
 * <p>{@code java -Xmx3g --add-modules jdk.incubator.vector -cp ...
 * dev.slate.bench.sequence.SequenceMain --data DIR --test}; with {@code --checkpoint FILE} it goes
 * on where it was stopped.
 */
@Command(
    name = "sequence",
    mixinStandardHelpOptions = true,
    description = "Leave-last-out of the self-attention encoder.")
public final class SequenceMain implements Callable<Integer> {
  @Option(names = "--data", required = true, description = "Directory of a data set.")
  private Path data = Path.of("");

  @Option(names = "--dim", defaultValue = "64")
  private int dim;

  @Option(names = "--length", defaultValue = "200")
  private int length;

  @Option(names = "--blocks", defaultValue = "2")
  private int blocks;

  @Option(names = "--heads", defaultValue = "2")
  private int heads;

  @Option(names = "--hidden", defaultValue = "256")
  private int hidden;

  @Option(names = "--epochs", defaultValue = "24")
  private int epochs;

  @Option(names = "--batch", defaultValue = "32")
  private int batch;

  @Option(names = "--rate", defaultValue = "0.0015")
  private double rate;

  @Option(names = "--warm-up", defaultValue = "0.03")
  private double warmUp;

  @Option(names = "--dropout", defaultValue = "0.2")
  private double dropout;

  @Option(names = "--id-dropout", defaultValue = "0")
  private double idDropout;

  @Option(names = "--negatives", defaultValue = "0", description = "0: the full catalogue.")
  private int negatives;

  @Option(names = "--patience", defaultValue = "6")
  private int patience;

  @Option(names = "--held", defaultValue = "1500", description = "Users of the validation cut.")
  private int held;

  @Option(names = "--seed", defaultValue = "42")
  private long seed;

  @Option(names = "--threads", defaultValue = "2")
  private int threads;

  @Option(names = "--checkpoint", description = "Written after each epoch, resumed from.")
  private @Nullable Path checkpoint;

  @Option(names = "--test", description = "Print the test's quality too.")
  private boolean test;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SequenceMain()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    LeaveLastOut split = LeaveLastOut.of(read());
    int[][] sequences = split.train().clone();
    SequenceValidation validation = SequenceValidation.ofLast(sequences, held);
    SequenceSettings settings =
        new SequenceSettings(
            new SequenceShape(dim, length, blocks, heads, hidden),
            epochs,
            batch,
            4,
            rate,
            warmUp,
            dropout,
            idDropout,
            negatives,
            patience,
            seed);
    System.out.printf(
        "%d users, %d items, %d interactions to learn from, %s%n",
        sequences.length,
        split.categories().items(),
        Arrays.stream(sequences).mapToInt(s -> s.length).sum(),
        settings);
    Checkpoints checkpoints =
        checkpoint == null ? Checkpoints.NONE : new SequenceCheckpoint(checkpoint);
    SequenceFit fit =
        new SequenceTrainer(settings, threads, new Printing(checkpoints))
            .fit(sequences, split.categories(), validation);
    System.out.printf("best epoch %d%n", fit.bestEpoch());
    if (test) {
      System.out.printf(
          "test %s%n",
          new SequenceValidation(split.newestFirst(), split.test(), split.trainItems())
              .judge(fit.model()));
    }
    return 0;
  }

  /** Prints each epoch when it is kept. */
  private record Printing(Checkpoints kept) implements Checkpoints {
    @Override
    public Optional<TrainingState> load(SequenceParameters like) {
      return kept.load(like);
    }

    @Override
    public void save(TrainingState state) {
      kept.save(state);
      System.out.println(state.curve().get(state.curve().size() - 1));
    }
  }

  private Dataset read() throws Exception {
    Path bad = Files.createTempFile("bad", ".tsv");
    try (BadRows badRows = new BadRows(bad, 0)) {
      return DatasetReader.open(data).read(badRows);
    } finally {
      Files.deleteIfExists(bad);
    }
  }
}
