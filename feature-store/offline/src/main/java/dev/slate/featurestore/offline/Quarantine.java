package dev.slate.featurestore.offline;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Adds rejected records to {@link LakeTable#QUARANTINE}; one that is there already stays. */
final class Quarantine {
  private static final String[] KEY = {"topic", "partition", "offset"};

  private final Lake lake;

  Quarantine(Lake lake) {
    this.lake = lake;
  }

  void add(Dataset<Row> rejected) {
    Dataset<Row> kept = lake.read(LakeTable.QUARANTINE).select("topic", "partition", "offset");
    rejected
        .join(kept, KEY, "left_anti")
        .select("topic", "partition", "offset", "key", "value", "reason")
        .coalesce(1)
        .write()
        .format("delta")
        .mode(SaveMode.Append)
        .save(lake.path(LakeTable.QUARANTINE));
  }
}
