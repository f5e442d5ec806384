package dev.slate.bench.features;

import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.Kinds;
import dev.slate.featurestore.feature.WindowedCount;
import dev.slate.featurestore.online.RedisBatchWriter;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.PackedRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A catalogue of one batch view of 50 features, and rows for it by seed. */
final class BenchView {
  static final String PROJECT = "slate";
  static final String NAME = "bench_view";
  static final int FEATURES = 50;
  static final int USERS = 2_000;

  static final FeatureView VIEW =
      new FeatureView(
          NAME,
          Entity.USER,
          FeatureView.Source.BATCH,
          "bench",
          "Fifty numbers",
          Duration.ofDays(3),
          Duration.ofDays(1),
          IntStream.range(0, FEATURES)
              .<Feature<?>>mapToObj(
                  i -> new WindowedCount("f" + i, Kinds.INTERACTIONS, Duration.ofDays(i + 1)))
              .toList());

  static final FeatureCatalog CATALOG = new FeatureCatalog(List.of(VIEW), List.of(), List.of());
  static final FeastLayout LAYOUT = FeastLayout.of(PROJECT, CATALOG);

  private BenchView() {}

  static String user(int number) {
    return "u" + number;
  }

  /** What is stored of a user. */
  static float[] values(int user) {
    Random random = new Random(user);
    float[] values = new float[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Writes all users as of now. */
  static void fill(String redis) {
    long nowMs = System.currentTimeMillis();
    Map<String, PackedRow> rows = new HashMap<>();
    for (int user = 0; user < USERS; user++) {
      rows.put(user(user), new PackedRow(LAYOUT.fingerprint(), nowMs, values(user)));
    }
    try (RedisBatchWriter writer = new RedisBatchWriter(redis, LAYOUT)) {
      writer.write(VIEW, rows);
    }
  }
}
