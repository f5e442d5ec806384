package dev.slate.training.model.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The gradient of a batch in a fixed number of parts, each computed by whichever thread is free,
 * then added in order: any number of threads gives the same bits.
 */
final class GradientShards {
  private final SequenceStep[] steps;
  private final SequenceParameters[] gradients;

  /** Computes one part. */
  interface Part {
    double run(int shard, SequenceStep step, SequenceParameters gradient);
  }

  GradientShards(SequenceParameters parameters, int shards) {
    steps = new SequenceStep[shards];
    gradients = new SequenceParameters[shards];
    for (int s = 0; s < shards; s++) {
      steps[s] = new SequenceStep(parameters);
      gradients[s] = parameters.zeros();
    }
  }

  /** The sum of what the parts give; their gradients' is in {@link #sum}. */
  double run(ExecutorService executor, Part part) {
    List<Future<Double>> results = new ArrayList<>();
    IntStream.range(0, steps.length)
        .forEach(
            s ->
                results.add(
                    executor.submit(
                        () -> {
                          gradients[s].clear();
                          return part.run(s, steps[s], gradients[s]);
                        })));
    double total = 0;
    for (Future<Double> result : results) {
      total += join(result);
    }
    for (int s = 1; s < gradients.length; s++) {
      gradients[0].add(gradients[s]);
    }
    return total;
  }

  private static double join(Future<Double> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a training step failed", e.getCause());
    }
  }

  /** The batch's gradient, valid until the next run. */
  SequenceParameters sum() {
    return gradients[0];
  }
}
