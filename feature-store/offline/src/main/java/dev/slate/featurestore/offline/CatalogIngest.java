package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.event.InvalidRecordException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;

/**
 * Rewrites {@link LakeTable#ITEMS} and {@link LakeTable#USERS} from their compacted topics: the
 * newest record of every key, none where the newest is a deletion.
 *
 * <p>A key lives in one partition, so one task a partition sees all its records in order. A topic
 * that has not grown since is not read again.
 */
public final class CatalogIngest {
  private final Lake lake;
  private final KafkaLog log;

  public CatalogIngest(Lake lake, KafkaLog log) {
    this.lake = lake;
    this.log = log;
  }

  public IngestReport items() {
    return ingest(
        Topics.ITEMS, LakeTable.ITEMS, row(json -> CatalogCodec.decodeItem(json).itemId()));
  }

  public IngestReport users() {
    return ingest(
        Topics.USERS, LakeTable.USERS, row(json -> CatalogCodec.decodeUser(json).userId()));
  }

  private IngestReport ingest(String topic, LakeTable table, RecordDecoder decoder) {
    IngestCommit before = IngestCommit.newestOf(lake, table);
    List<KafkaRange> ranges = log.behind(topic, Map.of());
    IngestCommit commit = before.next(ranges);
    if (commit.offsets().equals(before.offsets())) {
      return IngestReport.nothingNew(topic);
    }
    KafkaLog kafka = log;
    // An item that has a user's id is not a user.
    Erasures erasures = table == LakeTable.USERS ? Erasures.of(lake) : new Erasures(Map.of());
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(lake.spark().sparkContext())
            .parallelize(ranges, ranges.size())
            .flatMap(range -> newest(kafka.read(range), decoder, table, erasures));
    Dataset<Row> decoded =
        lake.spark()
            .createDataFrame(rows, Rejectable.schema(table))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Row counts =
          decoded
              .agg(count(when(Rejectable.ACCEPTED, 1)), count(when(Rejectable.REJECTED, 1)))
              .first();
      if (counts.getLong(1) > 0) {
        new Quarantine(lake).add(Rejectable.rejected(topic, decoded));
      }
      Rejectable.accepted(table, decoded)
          .coalesce(1)
          .write()
          .format("delta")
          .mode(SaveMode.Overwrite)
          .option("userMetadata", commit.encode())
          .save(lake.path(table));
      return new IngestReport(topic, counts.getLong(0), counts.getLong(1), 0, 0);
    } finally {
      decoded.unpersist();
    }
  }

  private interface IdReader extends Serializable {
    String idOf(byte[] json);
  }

  private static RecordDecoder row(IdReader reader) {
    return record -> {
      byte[] json = RecordDecoder.value(record);
      String id = reader.idOf(json);
      String key = key(record);
      if (!id.equals(key)) {
        throw new InvalidRecordException("id", "'" + id + "' (expected: the key '" + key + "')");
      }
      return new Decoded.Values(new Object[] {id, new String(json, StandardCharsets.UTF_8)});
    };
  }

  /** The newest good record of each key, then all that were rejected. */
  private static Iterator<Row> newest(
      KafkaRangeReader records, RecordDecoder decoder, LakeTable table, Erasures erasures) {
    Map<String, Row> byKey = new LinkedHashMap<>();
    List<Row> rejected = new ArrayList<>();
    while (records.hasNext()) {
      ConsumerRecord<byte[], byte[]> record = records.next();
      if (record.value() == null || erasures.covers(key(record), record.timestamp())) {
        byKey.remove(key(record));
        continue;
      }
      Row row = Objects.requireNonNull(Rejectable.decode(record, decoder, table));
      if (Rejectable.isAccepted(row)) {
        byKey.put(key(record), row);
      } else {
        rejected.add(row);
      }
    }
    return Stream.concat(byKey.values().stream(), rejected.stream()).iterator();
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }
}
