package dev.slate.training.model.als;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Tasks 0 to n - 1, of which each worker takes the next that is left. */
final class WorkQueue {
  private WorkQueue() {}

  /**
   * Runs every task once, each worker on a thread of its own; returns when all are done.
   *
   * @param workers not thread-safe, so that each can own buffers
   */
  static void run(int tasks, List<? extends IntConsumer> workers) {
    AtomicInteger next = new AtomicInteger();
    if (workers.size() == 1) {
      drain(next, tasks, workers.get(0));
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(workers.size());
    try {
      List<Callable<Object>> drains =
          workers.stream()
              .map(worker -> Executors.callable(() -> drain(next, tasks, worker)))
              .toList();
      for (Future<Object> drain : threads.invokeAll(drains)) {
        drain.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("ALS failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("ALS was interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void drain(AtomicInteger next, int tasks, IntConsumer worker) {
    for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
      if (Thread.interrupted()) {
        throw new IllegalStateException("ALS was interrupted");
      }
      worker.accept(task);
    }
  }
}
