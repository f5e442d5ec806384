package dev.slate.bench.micro;

import dev.slate.training.model.sequence.SequenceModel;
import dev.slate.training.model.sequence.SequenceParameters;
import dev.slate.training.model.sequence.SequenceShape;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import dev.slate.training.model.tower.UserTower;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * One user's vector at request time, 64 dimensions, two self-attention blocks. {@code java
 * --add-modules jdk.incubator.vector -cp ... org.openjdk.jmh.Main UserTowerBenchmark -f 1}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class UserTowerBenchmark {
  private static final int ITEMS = 5_000;
  private static final int DIM = 64;

  @Param({"mean", "self-attention"})
  public String encoder = "mean";

  @Param({"50", "200"})
  public int history = 50;

  private int[] items = {};
  private UserTower tower = mean(ItemCategories.of(List.of()));

  @Setup
  public void setUp() {
    ItemCategories categories = ItemCategories.of(Collections.nCopies(ITEMS, List.of("all")));
    items = IntStream.range(0, history).map(i -> i * 37 % ITEMS).toArray();
    tower =
        encoder.equals("mean")
            ? mean(categories)
            : new SequenceModel(
                SequenceParameters.random(new SequenceShape(DIM, 200, 2, 1, DIM), categories, 1));
  }

  private static UserTower mean(ItemCategories categories) {
    return new TwoTowerModel(
        TwoTowerParameters.random(new TwoTowerShape(DIM, 200, 0.995f), categories, 1));
  }

  @Benchmark
  public float[] userVector() {
    return tower.userVector(items);
  }
}
