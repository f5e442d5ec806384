package dev.slate.featurestore.server;

import dev.slate.featurestore.online.feast.JoinKey;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One view that can be asked for; thread-safe. */
interface ServedView {

  String name();

  /** In the order in which {@link #read} takes their values. */
  List<JoinKey> joinKeys();

  /** Names of all columns. */
  List<String> features();

  /**
   * Reads rows.
   *
   * @param keys values of the join keys, of their types
   * @param features some of {@link #features}
   * @return a column for each of those features
   */
  CompletionStage<Function<String, FeatureColumn>> read(
      List<List<Object>> keys, List<String> features, long nowMs);
}
