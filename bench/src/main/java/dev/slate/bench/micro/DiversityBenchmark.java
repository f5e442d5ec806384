package dev.slate.bench.micro;

import dev.slate.training.model.diversity.Calibration;
import dev.slate.training.model.diversity.DeterminantalProcess;
import dev.slate.training.model.diversity.MarginalRelevance;
import dev.slate.training.model.diversity.MaxSum;
import dev.slate.training.model.diversity.Picks;
import dev.slate.training.model.diversity.Relevance;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Choosing 20 of the best 100 candidates with vectors of 64 dimensions: {@code java -cp ...
 * org.openjdk.jmh.Main DiversityBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DiversityBenchmark {
  private static final int N = 100;
  private static final int DIM = 64;
  private static final int COUNT = 20;
  private static final int CATEGORIES = 30;

  private final float[] vectors = new float[N * DIM];
  private final int[] offsets = new int[N + 1];
  private final int[] categories = new int[2 * N];
  private final float[] target = new float[CATEGORIES];
  private float[] relevance = new float[N];

  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < N; i++) {
      relevance[i] = -i;
      offsets[i + 1] = 2 * (i + 1);
      categories[2 * i] = random.nextInt(CATEGORIES / 2);
      categories[2 * i + 1] = CATEGORIES / 2 + random.nextInt(CATEGORIES / 2);
      for (int d = 0; d < DIM; d++) {
        vectors[i * DIM + d] = (float) (random.nextGaussian() / Math.sqrt(DIM));
      }
    }
    for (int g = 0; g < CATEGORIES; g++) {
      target[g] = 1f / CATEGORIES;
    }
    relevance = Relevance.scaled(relevance);
  }

  @Benchmark
  public Picks maxSum() {
    return new MaxSum(0.5f).choose(relevance, vectors, DIM, COUNT);
  }

  @Benchmark
  public Picks mmr() {
    return new MarginalRelevance(0.9f).choose(relevance, vectors, DIM, COUNT);
  }

  @Benchmark
  public Picks dpp() {
    return new DeterminantalProcess(0.9f).choose(relevance, vectors, DIM, COUNT);
  }

  @Benchmark
  public Picks calibrated() {
    return new Calibration(0.5f).choose(relevance, offsets, categories, target, COUNT);
  }
}
