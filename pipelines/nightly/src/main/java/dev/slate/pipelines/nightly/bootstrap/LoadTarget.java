package dev.slate.pipelines.nightly.bootstrap;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.online.RedisPartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore;
import java.io.Serializable;

/** Where a load goes: what tasks need to open connections of their own. */
record LoadTarget(String redisUri, int partitions, String bootstrapServers)
    implements Serializable {

  static LoadTarget of(SlateConfig config) {
    return new LoadTarget(
        config.redis().uri(), config.kafka().partitions(), config.kafka().bootstrapServers());
  }

  PartitionStateStore store() {
    return new RedisPartitionStateStore(redisUri, partitions);
  }
}
