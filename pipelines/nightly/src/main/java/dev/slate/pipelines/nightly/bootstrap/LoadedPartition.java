package dev.slate.pipelines.nightly.bootstrap;

import java.io.Serializable;

/**
 * What one task wrote to one partition of a view.
 *
 * @param newestEventTimeMs of the states written
 */
record LoadedPartition(int partition, long states, long newestEventTimeMs) implements Serializable {

  static LoadedPartition sum(LoadedPartition a, LoadedPartition b) {
    return new LoadedPartition(
        a.partition, a.states + b.states, Math.max(a.newestEventTimeMs, b.newestEventTimeMs));
  }
}
