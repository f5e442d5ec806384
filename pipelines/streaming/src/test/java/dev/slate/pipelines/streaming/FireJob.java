package dev.slate.pipelines.streaming;

import dev.slate.data.config.ConfigReader;

/**
 * The stream job as the fire harness starts it: it stands by, loaded, until a byte comes on its
 * standard input, and never outlives its parent. Argument: the instance name, or none.
 */
final class FireJob {
  private FireJob() {}

  public static void main(String[] args) throws Exception {
    try (StreamJob job = new StreamJob(ConfigReader.read(), args.length == 0 ? null : args[0])) {
      FireJobs.awaitTurn();
      job.start();
      job.failed().get();
    }
  }
}
