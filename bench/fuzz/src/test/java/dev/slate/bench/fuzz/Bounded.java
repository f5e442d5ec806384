package dev.slate.bench.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Holds what is made of an input to a multiple of its length: a few bytes that claim to be many
 * must not be believed.
 */
public final class Bounded {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long BASE = 4L << 20;
  private static final long PER_BYTE = 2_000;
  // What only the first call allocates, classes above all, is not of the input.
  private static final int ATTEMPTS = 3;

  private Bounded() {}

  /**
   * Runs it, more than once if it allocates much.
   *
   * @throws AssertionError if it allocates too much each time
   */
  public static void run(byte[] input, Runnable body) {
    long bound = BASE + PER_BYTE * input.length;
    long allocated = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      body.run();
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated <= bound) {
        return;
      }
    }
    throw new AssertionError(
        "allocated: %d bytes for an input of %d (expected: at most %d)"
            .formatted(allocated, input.length, bound));
  }
}
