package dev.slate.bench.rank;

import dev.slate.training.model.rank.FlatTrees;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Nanoseconds a row of 300 trees with 31 leaves on 40 inputs with missing values, one thread, all
 * in turn: ours against LightGBM's C API on LightGBM's model, and ours against Tribuo's {@code
 * predict} and XGBoost's own on Tribuo's model. First, that both score the same.
 *
 * <p>{@code RankerMain PYTHON [ROUNDS]}, where PYTHON has {@code
 * bench/peers/lightgbm/requirements.txt}; from the repository's root.
 */
public final class RankerMain {
  private static final int INPUTS = 40;
  private static final int TREES = 300;
  private static final int LEAVES = 31;
  private static final int[] BATCHES = {1, 200, 500};
  private static final long SLICE_NS = 100_000_000;

  private RankerMain() {}

  /** Scores rows {@code [from, from + count)}. */
  interface Scorer {
    void score(int from, int count) throws Exception;
  }

  /** Nanoseconds a row, over about {@code rows} rows. */
  interface Clock {
    double time(int batch, int calls) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    try (LightGbmPeer peer =
        new LightGbmPeer(args[0], "bench/peers/lightgbm/peer.py", TREES, LEAVES, INPUTS)) {
      float[] rows = peer.floats("rows.bin");
      TribuoPeer tribuo = TribuoPeer.train(rows, peer.floats("labels.bin"), INPUTS, TREES, LEAVES);
      FlatTrees imported = peer.model(INPUTS);
      report("LightGBM", difference(scores(imported, rows), peer.scores()));
      report("Tribuo", difference(scores(tribuo.compiled(), rows), tribuo.scores()));

      Map<String, Clock> clocks = new LinkedHashMap<>();
      clocks.put("Slate, LightGBM's model", clock(rows, ours(imported, rows)));
      clocks.put("LightGBM C API", peer::time);
      clocks.put("Slate, Tribuo's model", clock(rows, ours(tribuo.compiled(), rows)));
      clocks.put("xgboost4j", clock(rows, tribuo::scoreByBooster));
      clocks.put("Tribuo predict, batch", clock(rows, tribuo::scoreAsBatch));
      clocks.put("Tribuo predict", clock(rows, tribuo::scoreOneByOne));
      for (int batch : BATCHES) {
        measure(batch, clocks, rounds);
      }
    }
  }

  private static void report(String who, double difference) {
    System.out.printf(Locale.ROOT, "largest difference from %s: %.2g%n", who, difference);
  }

  private static Scorer ours(FlatTrees trees, float[] rows) {
    return (from, count) -> {
      float[] batch = Arrays.copyOfRange(rows, from * INPUTS, (from + count) * INPUTS);
      trees.score(batch, count, new float[count]);
    };
  }

  private static float[] scores(FlatTrees trees, float[] rows) {
    float[] out = new float[rows.length / INPUTS];
    trees.score(rows, out.length, out);
    return out;
  }

  private static double difference(float[] ours, double[] theirs) {
    double worst = 0;
    for (int r = 0; r < theirs.length; r++) {
      worst = Math.max(worst, Math.abs(ours[r] - theirs[r]));
    }
    return worst;
  }

  private static Clock clock(float[] rows, Scorer scorer) {
    int size = rows.length / INPUTS;
    return (batch, calls) -> {
      long start = System.nanoTime();
      for (int c = 0; c < calls; c++) {
        scorer.score((int) ((long) c * batch % (size - batch)), batch);
      }
      return (System.nanoTime() - start) / ((double) calls * batch);
    };
  }

  private static void measure(int batch, Map<String, Clock> clocks, int rounds) throws Exception {
    Map<String, double[]> times = new LinkedHashMap<>();
    Map<String, Integer> calls = new LinkedHashMap<>();
    for (Map.Entry<String, Clock> clock : clocks.entrySet()) {
      times.put(clock.getKey(), new double[rounds]);
      calls.put(clock.getKey(), calls(clock.getValue(), batch));
    }
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Clock> clock : clocks.entrySet()) {
        Objects.requireNonNull(times.get(clock.getKey()))[round] =
            clock.getValue().time(batch, calls.getOrDefault(clock.getKey(), 1));
      }
    }
    System.out.printf("%nbatch %d, median of %d%n", batch, rounds);
    times.forEach(
        (name, ns) -> {
          Arrays.sort(ns);
          System.out.printf(Locale.ROOT, "  %-24s %12.0f ns a row%n", name, ns[rounds / 2]);
        });
    ratio("LightGBM C API", "Slate, LightGBM's model", times, rounds);
    ratio("xgboost4j", "Slate, Tribuo's model", times, rounds);
    ratio("Tribuo predict, batch", "Slate, Tribuo's model", times, rounds);
    ratio("Tribuo predict", "Slate, Tribuo's model", times, rounds);
  }

  private static void ratio(String slow, String fast, Map<String, double[]> times, int rounds) {
    System.out.printf(
        Locale.ROOT,
        "  %s / %s: %.1f%n",
        slow,
        fast,
        Objects.requireNonNull(times.get(slow))[rounds / 2]
            / Objects.requireNonNull(times.get(fast))[rounds / 2]);
  }

  /** Calls of one slice of time; finding out also warms the code up. */
  private static int calls(Clock clock, int batch) throws Exception {
    int calls = 1;
    double ns = clock.time(batch, calls) * batch;
    for (int i = 0; i < 20 && ns * calls < SLICE_NS; i++) {
      calls *= 2;
      ns = clock.time(batch, calls) * batch;
    }
    return calls;
  }
}
