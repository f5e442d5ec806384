package dev.slate.bench.tower;

import com.sun.management.OperatingSystemMXBean;
import dev.slate.training.model.registry.TensorWriter;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.Optimizer;
import dev.slate.training.model.tower.SoftmaxSettings;
import dev.slate.training.model.tower.TowerState;
import dev.slate.training.model.tower.TwoTowerBatch;
import dev.slate.training.model.tower.TwoTowerGradient;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import dev.slate.training.model.tower.TwoTowerStep;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains a two-tower model for some steps on drawn batches, prints samples per second, and writes
 * the first weights, the batches and the losses for {@code bench/peers/torch}.
 */
@Command(name = "tower-bench", mixinStandardHelpOptions = true)
public final class TowerBench implements Callable<Integer> {
  private static final int CATEGORIES = 20;
  private static final float DECAY = 0.98f;
  private static final float RATE = 0.05f;
  private static final float TEMPERATURE = 0.1f;

  @Option(names = "--items", defaultValue = "20000")
  private int items;

  @Option(names = "--batch", defaultValue = "1024")
  private int batchSize;

  @Option(names = "--negatives", defaultValue = "1024")
  private int negatives;

  @Option(names = "--history", defaultValue = "50")
  private int history;

  @Option(names = "--dim", defaultValue = "64")
  private int dim;

  @Option(names = "--steps", defaultValue = "500")
  private int steps;

  @Option(names = "--threads", defaultValue = "2")
  private int threads;

  @Option(names = "--optimizer", defaultValue = "ADAGRAD")
  private Optimizer optimizer = Optimizer.ADAGRAD;

  @Option(names = "--out", description = "a directory for the peer; nothing is written without it")
  private Path out = Path.of("");

  public static void main(String[] args) {
    System.exit(new CommandLine(new TowerBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    List<List<String>> categories =
        IntStream.range(0, items)
            .mapToObj(i -> List.of("c" + i % CATEGORIES, "d" + i / CATEGORIES % CATEGORIES))
            .toList();
    TwoTowerShape shape = new TwoTowerShape(dim, history, DECAY);
    TwoTowerParameters parameters =
        TwoTowerParameters.random(shape, ItemCategories.of(categories), 1);
    DrawnBatches drawn = new DrawnBatches(items, batchSize, negatives, history);
    boolean writes = !out.toString().isEmpty();
    if (writes) {
      Files.createDirectories(out);
      Files.write(out.resolve("weights.safetensors"), weights(parameters, drawn));
      Files.write(out.resolve("batches.safetensors"), drawn.export(steps));
    }
    TwoTowerStep step = new TwoTowerStep(parameters, SoftmaxSettings.standard(TEMPERATURE));
    TwoTowerGradient gradient = new TwoTowerGradient(parameters);
    TowerState state = TowerState.of(parameters, optimizer);
    TwoTowerBatch batch = new TwoTowerBatch();
    float[] losses = new float[steps];
    double[] seconds = new double[steps];
    ForkJoinPool pool = new ForkJoinPool(threads);
    long cpuNs = 0;
    for (int s = 0; s < steps; s++) {
      drawn.fill(s, batch);
      int at = s;
      long cpuStartNs = cpuNs();
      long startNs = System.nanoTime();
      pool.submit(
              () -> {
                losses[at] = (float) step.run(batch, gradient);
                state.step(gradient, RATE);
              })
          .join();
      seconds[s] = (System.nanoTime() - startNs) / 1e9;
      cpuNs += s < steps / 10 ? 0 : cpuNs() - cpuStartNs;
    }
    pool.shutdown();
    // The first tenth is the compiler's.
    double[] warm = Arrays.copyOfRange(seconds, steps / 10, steps);
    Arrays.sort(warm);
    double mean = Arrays.stream(warm).average().orElseThrow();
    System.out.printf(
        "%s, %d threads, %s: %.0f samples/s (mean), %.0f samples/s (median step %.2f ms, tenth fastest of a hundred %.2f ms, %.2f ms CPU a step), loss %.5f to %.5f%n",
        System.getProperty("java.version"),
        threads,
        optimizer,
        batchSize / mean,
        batchSize / warm[warm.length / 2],
        warm[warm.length / 2] * 1e3,
        warm[warm.length / 10] * 1e3,
        cpuNs / 1e6 / warm.length,
        losses[0],
        losses[steps - 1]);
    if (writes) {
      byte[] curve = new TensorWriter().add("loss", losses, steps).toBytes();
      Files.write(out.resolve("losses.safetensors"), curve);
    }
    return 0;
  }

  /** Of all threads: a busy machine stretches seconds, but hardly this. */
  private static long cpuNs() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private byte[] weights(TwoTowerParameters p, DrawnBatches drawn) {
    return new TensorWriter()
        .metadata("rate", Float.toString(RATE))
        .metadata("temperature", Float.toString(TEMPERATURE))
        .metadata("decay", Float.toString(DECAY))
        .metadata("batch", Integer.toString(batchSize))
        .add("item", p.item())
        .add("category", p.category())
        .add("item_bias", p.itemBias(), dim)
        .add("history", p.history())
        .add("user_weight", p.userWeight())
        .add("user_bias", p.userBias(), dim)
        .add("category_values", p.categories().values(), items, 2)
        .add("log_q", drawn.logQ(), items)
        .toBytes();
  }
}
