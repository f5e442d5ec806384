package dev.slate.featurestore.offline;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.jspecify.annotations.Nullable;

/**
 * Who was erased, and up to where: {@link LakeTable#ERASURES} in memory, about 200 bytes a user.
 * Ids are kept as their SHA-256, which is enough to know a late record of theirs and not to bring
 * it back. Immutable.
 */
record Erasures(Map<String, Erasure> byDigest) implements Serializable {

  Erasures {
    byDigest = Map.copyOf(byDigest);
  }

  static Erasures of(Lake lake) {
    Map<String, Erasure> byDigest = new HashMap<>();
    for (Row row : lake.read(LakeTable.ERASURES).collectAsList()) {
      byDigest.put(row.getString(0), new Erasure(row.getInt(1), row.getLong(2), row.getLong(3)));
    }
    return new Erasures(byDigest);
  }

  boolean isEmpty() {
    return byDigest.isEmpty();
  }

  /** When the last user was erased, 0 if nobody was. */
  long newestMs() {
    return byDigest.values().stream().mapToLong(Erasure::timeMs).max().orElse(0);
  }

  /** These and those of users by their ids. */
  Erasures with(Map<String, Erasure> byUser) {
    Map<String, Erasure> all = new HashMap<>(byDigest);
    byUser.forEach((user, erasure) -> all.merge(digest(user), erasure, Erasure::later));
    return new Erasures(all);
  }

  /** Whether an event was written before its user was erased. */
  boolean coversEvent(@Nullable String userId, int partition, long offset) {
    Erasure erasure = of(userId);
    return erasure != null && erasure.coversEvent(partition, offset);
  }

  /** Whether anything else about a user was written before the user was erased. */
  boolean covers(@Nullable String userId, long timeMs) {
    Erasure erasure = of(userId);
    return erasure != null && erasure.covers(timeMs);
  }

  /** Events without those of erased users. */
  Dataset<Row> outOf(Dataset<Row> events) {
    int user = events.schema().fieldIndex("userId");
    int partition = events.schema().fieldIndex("partition");
    int offset = events.schema().fieldIndex("offset");
    FilterFunction<Row> stays =
        row -> !coversEvent(row.getString(user), row.getInt(partition), row.getLong(offset));
    return isEmpty() ? events : events.filter(stays);
  }

  private @Nullable Erasure of(@Nullable String userId) {
    return byDigest.isEmpty() || userId == null ? null : byDigest.get(digest(userId));
  }

  /** Makes the table hold these; idempotent. */
  void save(Lake lake) {
    List<Row> rows = new ArrayList<>();
    byDigest.forEach(
        (user, erasure) ->
            rows.add(
                RowFactory.create(user, erasure.partition(), erasure.offset(), erasure.timeMs())));
    lake.spark()
        .createDataFrame(rows, LakeTable.ERASURES.schema())
        .coalesce(1)
        .write()
        .format("delta")
        .mode(SaveMode.Overwrite)
        .save(lake.path(LakeTable.ERASURES));
  }

  private static String digest(String userId) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(userId.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
