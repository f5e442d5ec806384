package dev.slate.bench.index;

import com.sun.management.OperatingSystemMXBean;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.index.HnswFormat;
import dev.slate.training.model.index.HnswIndex;
import dev.slate.training.model.index.HnswlibIndex;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.index.VectorIndex;
import dev.slate.training.model.kernel.Kernels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The best 100 of n items of 64 dimensions on one thread, every engine and, in turn with them,
 * hnswlib C++ on the same vectors; then our graph and the exact scan under masks.
 */
@Command(name = "index", mixinStandardHelpOptions = true)
public final class IndexMain implements Callable<Integer> {
  private static final int DIM = 64;
  private static final int K = 100;
  private static final String NO_MASK = "no mask";

  @Option(names = "--items", defaultValue = "100000")
  private int items;

  @Option(names = "--shape", defaultValue = "CLUSTERED", description = "${COMPLETION-CANDIDATES}")
  private Shapes shape = Shapes.CLUSTERED;

  @Option(names = "--queries", defaultValue = "1000")
  private int queryCount;

  @Option(names = "--rounds", defaultValue = "5", description = "Medians are of so many.")
  private int rounds;

  @Option(names = "--widths", split = ",", defaultValue = "100,150,200,300,400")
  private List<Integer> widths = List.of();

  @Option(names = "--engines", split = ",", defaultValue = "exact,hnsw")
  private List<String> engines = List.of();

  @Option(names = "--python", description = "Of an environment with hnswlib; without it no peer.")
  private @Nullable Path python;

  @Option(names = "--peer", defaultValue = "bench/peers/hnswlib/peer.py")
  private Path script = Path.of("");

  @Option(names = "--peer-threads", defaultValue = "2", description = "For its build.")
  private int peerThreads;

  @Option(names = "--directory", description = "Keeps vectors and graphs; built anew without it.")
  private @Nullable Path kept;

  public static void main(String[] args) {
    System.exit(new CommandLine(new IndexMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    FloatMatrix vectors = shape.draw(items, DIM, items, 2);
    FloatMatrix queries = shape.draw(queryCount, DIM, items, 3);
    ExactIndex exact = new ExactIndex(vectors);
    Trial trial = Trial.of(exact, queries, K, RowMask.ALL);
    System.out.printf("%s, %d x %d, K = %d, JDK %s%n", shape, items, DIM, K, Runtime.version());
    Path directory = kept == null ? Files.createTempDirectory("index") : kept;
    Files.createDirectories(directory);
    Peer.write(directory.resolve("items.f32"), vectors);
    Peer.write(directory.resolve("queries.f32"), queries);
    Peer.write(directory.resolve("truth.i32"), trial.truth());
    Map<String, VectorIndex> ours = build(vectors, exact, directory);
    if (python == null) {
      compare(ours, trial, null);
    } else {
      try (Peer peer = new Peer(python, script, directory, DIM, K)) {
        double[] seconds = peer.ask("build 16 200 " + peerThreads);
        System.out.printf(
            "build  %-15s %8.1f s, %.1f CPU s, %d threads%n",
            "hnswlib-c++", seconds[0], seconds[1], peerThreads);
        compare(ours, trial, peer);
      }
    }
    masks(ours, exact, vectors, queries);
    return 0;
  }

  private Map<String, VectorIndex> build(FloatMatrix vectors, ExactIndex exact, Path directory)
      throws IOException {
    Map<String, VectorIndex> ours = new LinkedHashMap<>();
    for (String engine : engines) {
      switch (engine) {
        case "exact" -> ours.put("exact", exact);
        case "hnsw" -> {
          HnswIndex index = hnsw(vectors, directory.resolve("hnsw.index"));
          widths.forEach(width -> ours.put("hnsw " + width, index.withWidth(width)));
        }
        case "hnswlib-core" -> {
          LibraryIndex index = timed("hnswlib-core", () -> LibraryIndex.build(vectors));
          widths.forEach(width -> ours.put("hnswlib-core " + width, index));
        }
        case "hnswlib" ->
            widths.forEach(
                width ->
                    ours.put(
                        "hnswlib-java " + width,
                        timed("hnswlib-java", () -> HnswlibIndex.build(vectors, width))));
        default -> throw new IllegalArgumentException("engine: " + engine);
      }
    }
    return ours;
  }

  private HnswIndex hnsw(FloatMatrix vectors, Path file) throws IOException {
    if (!Files.exists(file)) {
      HnswIndex built = timed("hnsw", () -> HnswIndex.build(vectors, widths.get(0), 1));
      Files.write(file, HnswFormat.write(built));
    }
    try (FileChannel channel = FileChannel.open(file)) {
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return timed("hnsw from file", () -> HnswFormat.read(bytes, vectors, widths.get(0)));
    }
  }

  private static <T> T timed(String what, Supplier<T> build) {
    System.gc();
    long before = used();
    long start = System.nanoTime();
    long cpu = cpuTime();
    T built = build.get();
    double cpuSeconds = (cpuTime() - cpu) / 1e9;
    double seconds = (System.nanoTime() - start) / 1e9;
    System.gc();
    System.out.printf(
        "build  %-15s %8.1f s, %.1f CPU s, %d threads, %d MB%n",
        what,
        seconds,
        cpuSeconds,
        Runtime.getRuntime().availableProcessors(),
        (used() - before) >> 20);
    return built;
  }

  private static long cpuTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private void compare(Map<String, VectorIndex> ours, Trial trial, @Nullable Peer peer) {
    Curve theirCurve = new Curve();
    Map<String, Trial.Figures> ourFigures = new LinkedHashMap<>();
    ours.forEach(
        (name, index) -> {
          int width = widthOf(name);
          Trial.Figures[] mine = new Trial.Figures[rounds];
          double[][] theirs = new double[rounds][];
          trial.run(atWidth(index, width));
          for (int round = 0; round < rounds; round++) {
            mine[round] = trial.run(index);
            if (peer != null && name.startsWith("hnsw ")) {
              theirs[round] = peer.ask("search " + width);
            }
          }
          ourFigures.put(name, median(mine));
          System.out.printf("%-18s %s%n", name, median(mine).text());
          if (theirs[0] != null) {
            double[] middle = IntStream.range(0, 3).mapToDouble(c -> median(theirs, c)).toArray();
            theirCurve.add(middle[0], middle[2]);
            System.out.printf(
                "%-18s recall %.4f  %8.0f q/s  %8.0f q/cpu-s%n",
                "hnswlib-c++ " + width, middle[0], middle[1], middle[2]);
          }
        });
    ourFigures.forEach(
        (name, figures) ->
            theirCurve
                .perCpuSecondAt(figures.recall())
                .ifPresent(
                    rate ->
                        System.out.printf(
                            "%-18s %.2f x hnswlib-c++ at recall %.4f, q/cpu-s%n",
                            name, figures.perCpuSecond() / rate, figures.recall())));
  }

  private static int widthOf(String name) {
    return Integer.parseInt(name.contains(" ") ? name.split(" ")[1] : "0");
  }

  private static VectorIndex atWidth(VectorIndex index, int width) {
    return index instanceof LibraryIndex library ? library.withWidth(width) : index;
  }

  /** Masks of a tenth, at random and by what lies together, beside none. */
  private void masks(
      Map<String, VectorIndex> ours, ExactIndex exact, FloatMatrix vectors, FloatMatrix queries) {
    SplittableRandom random = new SplittableRandom(9);
    boolean[] tenth = new boolean[items];
    for (int i = 0; i < items; i++) {
      tenth[i] = random.nextInt(10) == 0;
    }
    float[] direction = queries.row(0);
    Map<String, RowMask> masks = new LinkedHashMap<>();
    masks.put(NO_MASK, RowMask.ALL);
    masks.put("10 %, random", RowMask.of(items, i -> tenth[i]));
    masks.put("~10 %, correlated", RowMask.of(items, i -> product(vectors, i, direction) > 0.16f));
    masks.put("50 %, random", RowMask.of(items, i -> (i * 0x9E3779B1) < 0));
    masks.put("1 %, random", RowMask.of(items, i -> i % 100 == 1));
    Map<String, Trial> trials = new LinkedHashMap<>();
    masks.forEach((name, mask) -> trials.put(name, Trial.of(exact, queries, K, mask)));
    ours.forEach(
        (engine, index) -> {
          if (index instanceof LibraryIndex) {
            return;
          }
          trials.values().forEach(trial -> trial.run(index));
          Map<String, Trial.Figures[]> figures = new LinkedHashMap<>();
          for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Trial> trial : trials.entrySet()) {
              figures.computeIfAbsent(trial.getKey(), t -> new Trial.Figures[rounds])[round] =
                  trial.getValue().run(index);
            }
          }
          double without = median(Objects.requireNonNull(figures.get(NO_MASK))).perCpuSecond();
          figures.forEach(
              (mask, all) ->
                  System.out.printf(
                      "%-18s %-18s %7d rows  %s  %.2f x the cost without%n",
                      engine,
                      mask,
                      Math.min(items, Objects.requireNonNull(masks.get(mask)).cardinality()),
                      median(all).text(),
                      without / median(all).perCpuSecond()));
        });
  }

  private static float product(FloatMatrix vectors, int item, float[] direction) {
    return Kernels.best().dot(vectors.values(), item * DIM, direction, 0, DIM);
  }

  private static Trial.Figures median(Trial.Figures[] all) {
    return Arrays.stream(all)
        .sorted(Comparator.comparingDouble(Trial.Figures::perCpuSecond))
        .toList()
        .get(all.length / 2);
  }

  private static double median(double[][] all, int column) {
    return Arrays.stream(all).mapToDouble(row -> row[column]).sorted().toArray()[all.length / 2];
  }
}
