package dev.slate.bench.micro;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.HnswIndex;
import dev.slate.training.model.index.HnswlibIndex;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.index.VectorIndex;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The best 100 of n items of 64 dimensions, one thread. {@code java --add-modules
 * jdk.incubator.vector -cp ... org.openjdk.jmh.Main IndexBenchmark -f 1 -p items=4000}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class IndexBenchmark {
  private static final int DIM = 64;
  private static final int WIDTH = 200;
  private static final int QUERIES = 256;

  @Param({"exact", "hnsw", "hnswlib"})
  public String engine = "exact";

  @Param({"4000", "100000"})
  public int items;

  private final FloatMatrix queries = Inputs.clustered(QUERIES, DIM, 3);
  private VectorIndex index = new ExactIndex(FloatMatrix.zeros(0, DIM));
  private int next;

  @Setup
  public void build() {
    FloatMatrix vectors = Inputs.clustered(items, DIM, 2);
    index =
        switch (engine) {
          case "hnsw" -> HnswIndex.build(vectors, WIDTH, 1);
          case "hnswlib" -> HnswlibIndex.build(vectors, WIDTH);
          default -> new ExactIndex(vectors);
        };
  }

  @Benchmark
  public Hits search() {
    next = (next + 1) % QUERIES;
    return index.search(queries.row(next), 100, RowMask.ALL);
  }
}
