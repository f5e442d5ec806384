package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * Keeps the lake small and quick: deletes what is older than its retention, writes small files
 * together, and removes files that no version needs which must stay readable. May be repeated; a
 * second run finds nothing to do.
 *
 * @param retentionDays how long events and exposures are kept by date, 0 for ever
 * @param historyDays how long older versions of a table can be read at least
 */
public record LakeCare(Lake lake, int retentionDays, int historyDays, long nowMs) {

  /**
   * Cares for all tables.
   *
   * @param pinned oldest version by table that must stay readable, however old it is. Only an
   *     erasure is stronger: once it is older than {@code historyDays}, no version that still holds
   *     the erased is kept.
   */
  public CareReport run(Map<LakeTable, Long> pinned) {
    CareReport report = CareReport.NOTHING;
    for (LakeTable table : LakeTable.values()) {
      if (lake.has(table)) {
        long deleted = deleteOld(table);
        long compacted = lake.compact(table);
        long removed = lake.vacuum(table, historyMs(table, pinned.getOrDefault(table, -1L)), nowMs);
        report = report.plus(new CareReport(deleted, compacted, removed));
      }
    }
    return report;
  }

  private long deleteOld(LakeTable table) {
    if (retentionDays == 0 || !Arrays.asList(table.schema().fieldNames()).contains("date")) {
      return 0;
    }
    LocalDate first =
        Instant.ofEpochMilli(nowMs).atZone(ZoneOffset.UTC).toLocalDate().minusDays(retentionDays);
    Column old = col("date").lt(lit(first));
    long rows = lake.read(table).filter(old).count();
    if (rows > 0) {
      lake.delete(table, old);
    }
    return rows;
  }

  private long historyMs(LakeTable table, long pinnedVersion) {
    long leastMs = historyDays * Lake.MS_PER_DAY;
    if (pinnedVersion < 0) {
      return leastMs;
    }
    long pinnedMs = lake.committedMs(table, pinnedVersion);
    // A day's grace: an ingest under way at the erasure may have committed just behind it.
    return Erasures.of(lake).newestMs() > pinnedMs - Lake.MS_PER_DAY
        ? leastMs
        : Math.max(leastMs, nowMs - pinnedMs + Lake.MS_PER_DAY);
  }
}
