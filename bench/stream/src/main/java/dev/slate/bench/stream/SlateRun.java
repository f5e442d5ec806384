package dev.slate.bench.stream;

import dev.slate.data.Topics;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.pipelines.streaming.StreamJob;
import java.util.concurrent.TimeUnit;

/** Folds a backlog with the stream job: all features of the default catalogue, users and items. */
final class SlateRun {
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();

  private SlateRun() {}

  /**
   * Runs until Redis holds everything that is in the log.
   *
   * @return seconds, from the start of the job (it joins its groups first)
   */
  static double seconds(Platform platform) throws Exception {
    long begin = System.nanoTime();
    try (OnlineState online = new OnlineState(platform.redisUri());
        StreamJob job = new StreamJob(platform.config(), "bench")) {
      job.start();
      long users = sum(platform, Topics.EVENTS);
      while (online.committed(CATALOG.userActivity()) < users) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      // Nothing more is re-keyed once the users' states are complete.
      long items = sum(platform, Topics.EVENTS_BY_ITEM);
      while (online.committed(CATALOG.itemActivity()) < items) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  private static long sum(Platform platform, String topic) throws Exception {
    return platform.ends(topic).values().stream().mapToLong(Long::longValue).sum();
  }
}
