package dev.slate.featurestore.offline.audit;

import dev.slate.featurestore.audit.AuditReport;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Keeps what audits found in {@link LakeTable#AUDITS}. */
public record AuditTable(Lake lake) {

  /** Adds a row for each feature and each reason. */
  public void add(AuditReport report) {
    List<Row> rows = new ArrayList<>();
    for (AuditReport.Line line : report.features()) {
      AuditReport.Example example = line.example();
      rows.add(
          RowFactory.create(
              report.ranMs(),
              report.sinceMs(),
              line.feature(),
              line.compared(),
              line.differing(),
              line.maxDifference(),
              example == null ? null : example.requestId(),
              example == null ? null : example.itemId(),
              example == null ? null : example.served(),
              example == null ? null : example.recomputed(),
              null,
              null));
    }
    report
        .notJudged()
        .forEach(
            (reason, floats) ->
                rows.add(
                    RowFactory.create(
                        report.ranMs(),
                        report.sinceMs(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        floats,
                        reason)));
    lake.append(LakeTable.AUDITS, rows);
  }
}
