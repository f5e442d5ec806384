package dev.slate.featurestore.offline;

/**
 * What {@link LakeCare} did.
 *
 * @param deleted rows older than their retention
 * @param compacted small files that were written together
 * @param removed files that no readable version needs
 */
public record CareReport(long deleted, long compacted, long removed) {
  static final CareReport NOTHING = new CareReport(0, 0, 0);

  CareReport plus(CareReport that) {
    return new CareReport(
        deleted + that.deleted, compacted + that.compacted, removed + that.removed);
  }
}
