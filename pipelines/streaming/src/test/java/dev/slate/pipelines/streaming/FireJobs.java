package dev.slate.pipelines.streaming;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What the processes under fire have in common: they wait for their turn on standard input. */
final class FireJobs {
  private FireJobs() {}

  /** Returns when the parent says so; ends the process when the parent has ended. */
  static void awaitTurn() throws IOException {
    if (System.in.read() < 0) {
      System.exit(0);
    }
    Thread watch = new Thread(FireJobs::haltAtEnd, "parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void haltAtEnd() {
    try {
      while (System.in.read() >= 0) {
        // The end is what counts.
      }
      Runtime.getRuntime().halt(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
