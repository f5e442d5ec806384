package dev.slate.featurestore.offline;

import java.util.Map;

/** How far a log's table has read its topic. */
public final class IngestedOffsets {
  private IngestedOffsets() {}

  /** The next offset wanted of each partition; one that was never read is missing. */
  public static Map<Integer, Long> of(Lake lake, LakeTable table) {
    return IngestCommit.newestOf(lake, table).offsets();
  }
}
