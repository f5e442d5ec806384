package dev.slate.featurestore.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * How far a table has read its topic. It travels as the user metadata of the Delta commit that adds
 * the rows, so rows and offsets are one atomic write and no crash can part them.
 *
 * @param sequence number of the ingest, from 1; also its Delta {@code txnVersion}, so that of two
 *     ingests that began from the same state only one adds rows
 * @param offsets next offset wanted of each partition
 */
record IngestCommit(long sequence, Map<Integer, Long> offsets) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final IngestCommit NONE = new IngestCommit(0, Map.of());
  private static final int[] LOOK_BACK = {1, 100, Integer.MAX_VALUE};

  IngestCommit {
    offsets = Map.copyOf(offsets);
  }

  /** The newest one of a table, or number 0 without offsets. */
  static IngestCommit newestOf(Lake lake, LakeTable table) {
    return find(lake, table)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    table.directory()
                        + ": no commit names Kafka offsets (expected: one by every ingest). Its"
                        + " history was cut; move the table away and ingest anew"));
  }

  /** As {@link #newestOf}; empty if the table was written but not from Kafka. */
  static Optional<IngestCommit> find(Lake lake, LakeTable table) {
    if (!lake.has(table)) {
      return Optional.of(NONE);
    }
    for (int limit : LOOK_BACK) {
      for (Row commit : lake.newestCommits(table, limit)) {
        String metadata = commit.getString(1);
        if (metadata != null && metadata.startsWith("{\"ingest\":")) {
          return Optional.of(decode(metadata));
        }
      }
    }
    return Optional.empty();
  }

  IngestCommit next(List<KafkaRange> ranges) {
    Map<Integer, Long> behind = new TreeMap<>(offsets);
    ranges.forEach(range -> behind.put(range.partition(), range.until()));
    return new IngestCommit(sequence + 1, behind);
  }

  String encode() {
    ObjectNode root = MAPPER.createObjectNode();
    ObjectNode byPartition =
        root.putObject("ingest").put("sequence", sequence).putObject("offsets");
    new TreeMap<>(offsets).forEach((partition, offset) -> byPartition.put("" + partition, offset));
    return root.toString();
  }

  private static IngestCommit decode(String metadata) {
    try {
      JsonNode ingest = MAPPER.readTree(metadata).path("ingest");
      Map<Integer, Long> offsets = new TreeMap<>();
      ingest
          .path("offsets")
          .properties()
          .forEach(e -> offsets.put(Integer.valueOf(e.getKey()), e.getValue().longValue()));
      return new IngestCommit(ingest.path("sequence").longValue(), offsets);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not an ingest's metadata: " + metadata, e);
    }
  }
}
