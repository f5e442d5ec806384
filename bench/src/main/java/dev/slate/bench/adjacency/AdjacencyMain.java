package dev.slate.bench.adjacency;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetReader;
import dev.slate.data.split.Interactions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes {@code train.txt} and {@code test.txt}, lines of a user and the user's items in ascending
 * order: a {@link SparseWorld}, or the rows of a data set, of users and items with ten or more, a
 * fifth of each user's drawn for the test.
 *
 * <p>{@code java -cp ... dev.slate.bench.adjacency.AdjacencyMain --out DIR [--data DIR]}, then
 * {@code slate evaluate --train DIR/train.txt --test DIR/test.txt}.
 */
@Command(name = "adjacency", mixinStandardHelpOptions = true, description = "Train and test files.")
public final class AdjacencyMain implements Callable<Integer> {
  private static final int CORE = 10;
  private static final double TEST = 0.2;

  @Option(names = "--out", required = true, description = "Directory to write to.")
  private Path out = Path.of("");

  @Option(names = "--data", description = "A data set; without it a synthetic world.")
  private @Nullable Path data;

  @Option(names = "--users", defaultValue = "31000")
  private int users;

  @Option(names = "--items", defaultValue = "46000")
  private int items;

  @Option(names = "--seed", defaultValue = "1")
  private long seed;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AdjacencyMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    int[][] all = core(data == null ? new SparseWorld(items, seed).users(users) : read(data));
    Files.createDirectories(out);
    SplittableRandom random = new SplittableRandom(seed);
    int[][] test = new int[all.length][];
    int[][] train = new int[all.length][];
    for (int user = 0; user < all.length; user++) {
      int[] shuffled = all[user].clone();
      for (int i = shuffled.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = shuffled[i];
        shuffled[i] = shuffled[j];
        shuffled[j] = swap;
      }
      int held = (int) (TEST * shuffled.length);
      test[user] = Arrays.copyOf(shuffled, held);
      train[user] = Arrays.copyOfRange(shuffled, held, shuffled.length);
    }
    write("train.txt", train);
    write("test.txt", test);
    return 0;
  }

  /** Takes out users and items with fewer than ten until there are none. */
  private static int[][] core(int[][] all) {
    int[][] left = all;
    for (boolean changed = true; changed; ) {
      int[] counts = new int[Arrays.stream(left).flatMapToInt(IntStream::of).max().orElse(0) + 1];
      Arrays.stream(left).flatMapToInt(IntStream::of).forEach(item -> counts[item]++);
      int before = Arrays.stream(left).mapToInt(row -> row.length).sum();
      left =
          Arrays.stream(left)
              .map(row -> IntStream.of(row).filter(item -> counts[item] >= CORE).toArray())
              .filter(row -> row.length >= CORE)
              .toArray(int[][]::new);
      changed = before != Arrays.stream(left).mapToInt(row -> row.length).sum();
    }
    return left;
  }

  private static int[][] read(Path data) throws IOException {
    Path bad = Files.createTempFile("bad", ".tsv");
    try (BadRows badRows = new BadRows(bad, 0)) {
      Dataset dataset = DatasetReader.open(data).read(badRows);
      Interactions rows = Interactions.of(dataset.events(), event -> true).firstOfEachPair();
      IntStream.Builder[] lists = new IntStream.Builder[rows.users().size()];
      Arrays.setAll(lists, u -> IntStream.builder());
      IntStream.range(0, rows.size()).forEach(i -> lists[rows.user(i)].add(rows.item(i)));
      return Arrays.stream(lists).map(list -> list.build().toArray()).toArray(int[][]::new);
    } finally {
      Files.deleteIfExists(bad);
    }
  }

  private void write(String name, int[][] rows) throws IOException {
    try (BufferedWriter file = Files.newBufferedWriter(out.resolve(name));
        PrintWriter lines = new PrintWriter(file)) {
      for (int user = 0; user < rows.length; user++) {
        StringBuilder line = new StringBuilder().append(user);
        IntStream.of(rows[user]).sorted().forEach(item -> line.append(' ').append(item));
        lines.println(line);
      }
    }
    System.out.printf(
        "%s: %,d pairs of %,d users and %,d items%n",
        out.resolve(name),
        Arrays.stream(rows).mapToInt(row -> row.length).sum(),
        rows.length,
        Arrays.stream(rows).flatMapToInt(IntStream::of).distinct().count());
  }
}
