package dev.slate.bench.micro;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Inner products of 64 floats, and the product of a training batch, by either kernel. {@code java
 * --add-modules jdk.incubator.vector -cp ... org.openjdk.jmh.Main KernelBenchmark -f 1}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class KernelBenchmark {
  private static final int DIM = 64;
  private static final int BATCH = 256;

  @Param({"vector", "scalar"})
  public String kernel = "vector";

  private final float[] a = Inputs.normal(BATCH * DIM, 1);
  private final float[] b = Inputs.normal(BATCH * DIM, 2);
  private final float[] c = new float[BATCH * BATCH];

  private Kernel kernel() {
    return kernel.equals("vector") ? Kernels.best() : Kernels.scalar();
  }

  @Benchmark
  public float dot() {
    return kernel().dot(a, DIM, b, DIM, DIM);
  }

  /** 256 x 64 times 64 x 256: 4.2 million fused multiply-adds. */
  @Benchmark
  public float[] product() {
    kernel().multiply(BATCH, BATCH, DIM, a, DIM, 1, b, c);
    return c;
  }
}
