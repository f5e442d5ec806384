package dev.slate.training.model.tower;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Parts of a step on all threads of the caller's fork-join pool, the common one by default. The
 * parts are fixed by the batch and write to places of their own, so the number of threads does not
 * change a bit.
 */
final class Tasks {
  private Tasks() {}

  /** Runs {@code task} for 0 to {@code count}, exclusive, and waits for all. */
  static void each(int count, IntConsumer task) {
    IntStream.range(0, count).parallel().forEach(task);
  }

  /** Parts of {@code size} that cover {@code length}. */
  static int parts(int length, int size) {
    return (length + size - 1) / size;
  }
}
