package dev.slate.bench.micro;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one request of 500 candidates computes: the fold-in of 100 items at 64 dimensions, the
 * feature vectors, and 60 trees of depth 6. {@code java --add-modules jdk.incubator.vector -cp ...
 * org.openjdk.jmh.Main RequestBenchmark -f 1}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RequestBenchmark {
  private static final int CANDIDATES = 500;
  private static final int TREES = 60;
  private static final int DEPTH = 6;
  private static final int HISTORY = 100;

  private final FeatureAssembler assembler = new FeatureAssembler(FeatureCatalog.standard());
  private final float[] user = Inputs.normal(assembler.userSize(), 1);
  private final float[] item = Inputs.normal(assembler.itemSize(), 2);
  private final float[] scores = new float[FeatureAssembler.SCORES.size()];
  private final Item facts = new Item("i1", "One", List.of("a", "b"), 1, true, Map.of());
  private final CategoryProfile profile = CategoryProfile.of(List.of(), id -> null);
  private final float[] rows = Inputs.normal(CANDIDATES * assembler.size(), 3);
  private final float[] out = new float[CANDIDATES];
  private final FlatTrees trees = FlatTrees.of(assembler.size(), 0, trees(assembler.size()));
  private final AlsModel als =
      new AlsModel(
          new FloatMatrix(4000, 64, Inputs.normal(256_000, 4)), AlsObjective.ials(0.3, 0.03));
  private final int[] history = new int[HISTORY];
  private final float[] weights = new float[HISTORY];

  public RequestBenchmark() {
    Arrays.setAll(history, i -> i * 37);
    Arrays.fill(weights, 1);
  }

  private static List<Tree> trees(int inputs) {
    SplittableRandom random = new SplittableRandom(5);
    int size = (1 << (DEPTH + 1)) - 1;
    List<Tree> trees = new ArrayList<>();
    for (int t = 0; t < TREES; t++) {
      int[] feature = new int[size];
      float[] value = new float[size];
      int[] left = new int[size];
      int[] right = new int[size];
      for (int node = 0; node < size; node++) {
        feature[node] = node < size / 2 ? random.nextInt(inputs) : -1;
        value[node] = (float) random.nextGaussian();
        left[node] = 2 * node + 1;
        right[node] = 2 * node + 2;
      }
      trees.add(new Tree(feature, value, left, right, new boolean[size]));
    }
    return trees;
  }

  @Benchmark
  public float[] foldIn() {
    return als.foldIn(history, weights);
  }

  @Benchmark
  public float[] assemble() {
    for (int c = 0; c < CANDIDATES; c++) {
      assembler.assemble(
          user, item, scores, facts, profile, List.of(), 1_000, rows, c * assembler.size());
    }
    return rows;
  }

  @Benchmark
  public float[] rank() {
    trees.score(rows, CANDIDATES, out);
    return out;
  }
}
