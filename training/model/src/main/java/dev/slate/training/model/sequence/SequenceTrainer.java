package dev.slate.training.model.sequence;

import dev.slate.training.model.tower.ItemCategories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns an encoder to say at every interaction what comes next, by a softmax over the catalogue
 * (Klenitskiy and Vasilev, RecSys 2023) or a sample of it, with Adam. The same seed gives the same
 * bits with any number of threads, and after a resume.
 */
public final class SequenceTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(SequenceTrainer.class);

  private final SequenceSettings settings;
  private final int threads;
  private final Checkpoints checkpoints;

  /**
   * @param threads at work at once
   */
  public SequenceTrainer(SequenceSettings settings, int threads, Checkpoints checkpoints) {
    this.settings = settings;
    this.threads = threads;
    this.checkpoints = checkpoints;
  }

  /**
   * @param sequences each user's items to learn from, oldest first; of users with one interaction
   *     nothing is learned
   * @param categories of all items
   * @param validation says when to stop and which epoch to keep
   * @throws IllegalArgumentException if no user has two interactions
   */
  public SequenceFit fit(
      int[][] sequences, ItemCategories categories, SequenceValidation validation) {
    List<int[]> usable = Arrays.stream(sequences).filter(s -> s.length >= 2).toList();
    if (usable.isEmpty()) {
      throw new IllegalArgumentException(
          "sequences: none of two interactions (expected: at least one)");
    }
    int[] counts = counts(sequences, categories.items());
    SequenceParameters start =
        SequenceParameters.random(settings.shape(), categories, settings.seed());
    start.forgetItems(item -> counts[item] == 0);
    TrainingState state = checkpoints.load(start).orElseGet(() -> TrainingState.start(start));
    Epoch epoch = new Epoch(usable, counts, state);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      while (state.epochs() < settings.epochs()
          && state.epochs() - state.bestEpoch() < settings.patience()) {
        long startNs = System.nanoTime();
        int number = state.epochs() + 1;
        double loss = epoch.run(executor, number);
        SequenceValidation.Quality quality =
            validation.judge(new SequenceModel(state.parameters()));
        double seconds = (System.nanoTime() - startNs) / 1e9;
        state = state.with(new SequenceFit.Epoch(number, loss, quality, seconds));
        LOG.info("self-attention {}", state.curve().get(number - 1));
        checkpoints.save(state);
      }
    } finally {
      executor.shutdownNow();
    }
    return new SequenceFit(new SequenceModel(state.best()), state.curve(), state.bestEpoch());
  }

  private static int[] counts(int[][] sequences, int items) {
    int[] counts = new int[items];
    for (int[] sequence : sequences) {
      for (int item : sequence) {
        counts[item]++;
      }
    }
    return counts;
  }

  /** Passes over the sequences. */
  private final class Epoch {
    private final List<int[]> sequences;
    private final int[] counts;
    private final Candidates all;
    private final TrainingState state;
    private final GradientShards shards;
    private final float[] items;
    private final int steps;

    Epoch(List<int[]> sequences, int[] counts, TrainingState state) {
      this.sequences = sequences;
      this.counts = counts;
      this.all = Candidates.full(counts);
      this.state = state;
      this.shards = new GradientShards(state.parameters(), settings.shards());
      this.items = new float[counts.length * settings.shape().dim()];
      this.steps = (sequences.size() + settings.batchSize() - 1) / settings.batchSize();
    }

    /** Gives the mean loss. */
    double run(ExecutorService executor, int number) {
      int[] order = order(number);
      double loss = 0;
      long learned = 0;
      for (int s = 0; s < steps; s++) {
        int from = s * settings.batchSize();
        int to = Math.min(sequences.size(), from + settings.batchSize());
        SequenceBatch[] batches = batches(windows(order, from, to, number));
        int size = Arrays.stream(batches).mapToInt(SequenceBatch::size).sum();
        loss += step(executor, batches, 1f / size, (number - 1) * steps + s) * size;
        learned += size;
      }
      return loss / learned;
    }

    private double step(ExecutorService executor, SequenceBatch[] batches, float weight, int step) {
      SequenceParameters parameters = state.parameters();
      BitSet withoutId = withoutId(step);
      ItemTable.forward(parameters, withoutId, items);
      double loss =
          shards.run(
              executor,
              (shard, worker, gradient) ->
                  worker.run(
                      batches[shard],
                      items,
                      candidates(batches[shard], step, shard),
                      weight,
                      new Dropout(settings.dropout(), Seeds.mix(settings.seed(), 1, step, shard)),
                      gradient));
      ItemTable.backward(parameters, withoutId, shards.sum());
      double rate = settings.learningRate(step, steps * settings.epochs());
      state.adam().step(parameters, shards.sum(), rate, step + 1);
      return loss;
    }

    private Candidates candidates(SequenceBatch batch, int step, int shard) {
      if (settings.negatives() == 0) {
        return all;
      }
      SplittableRandom random = new SplittableRandom(Seeds.mix(settings.seed(), 2, step, shard));
      return Candidates.sampled(batch, counts, all, settings.negatives(), random);
    }

    private BitSet withoutId(int step) {
      BitSet withoutId = new BitSet(counts.length);
      SplittableRandom random = new SplittableRandom(Seeds.mix(settings.seed(), 3, step));
      for (int item = 0; item < counts.length && settings.idDropout() > 0; item++) {
        withoutId.set(item, random.nextDouble() < settings.idDropout());
      }
      return withoutId;
    }

    private SequenceBatch[] batches(List<int[]> windows) {
      SequenceBatch[] batches = new SequenceBatch[settings.shards()];
      for (int shard = 0; shard < batches.length; shard++) {
        int first = shard;
        batches[shard] =
            SequenceBatch.learning(
                IntStream.range(0, windows.size())
                    .filter(i -> i % settings.shards() == first)
                    .mapToObj(windows::get)
                    .toList(),
                settings.shape().length());
      }
      return batches;
    }

    /** Of sequences too long to be read whole, every second time an older part. */
    private List<int[]> windows(int[] order, int from, int to, int number) {
      int longest = settings.shape().length() + 1;
      List<int[]> windows = new ArrayList<>();
      for (int i = from; i < to; i++) {
        int[] sequence = sequences.get(order[i]);
        SplittableRandom random =
            new SplittableRandom(Seeds.mix(settings.seed(), 5, number, order[i]));
        boolean isNewest = sequence.length <= longest || random.nextBoolean();
        windows.add(
            isNewest
                ? sequence
                : Arrays.copyOf(sequence, random.nextInt(longest, sequence.length + 1)));
      }
      return windows;
    }

    private int[] order(int number) {
      int[] order = IntStream.range(0, sequences.size()).toArray();
      SplittableRandom random = new SplittableRandom(Seeds.mix(settings.seed(), 4, number));
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
      return order;
    }
  }
}
