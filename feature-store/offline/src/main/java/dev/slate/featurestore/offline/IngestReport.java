package dev.slate.featurestore.offline;

/**
 * What one ingest did.
 *
 * @param accepted rows added
 * @param rejected records sent to quarantine
 * @param erased users whose rows were deleted
 * @param newestMs time of the newest accepted row, 0 if there is none
 */
public record IngestReport(String topic, long accepted, long rejected, long erased, long newestMs) {

  static IngestReport nothingNew(String topic) {
    return new IngestReport(topic, 0, 0, 0, 0);
  }
}
