package dev.slate.pipelines.nightly.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.featurestore.audit.AuditReport;
import java.util.TreeMap;

/** An audit as the topic {@code audits} and {@code GET /v1/audit} tell it. */
final class AuditJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AuditJson() {}

  static String of(AuditReport report) {
    ObjectNode root =
        MAPPER
            .createObjectNode()
            .put("ranMs", report.ranMs())
            .put("sinceMs", report.sinceMs())
            .put("requests", report.requests())
            .put("vectors", report.vectors())
            .put("compared", report.compared())
            .put("differing", report.differing())
            .put("notJudged", report.unjudged());
    ObjectNode reasons = root.putObject("reasons");
    new TreeMap<>(report.notJudged()).forEach(reasons::put);
    ArrayNode features = root.putArray("features");
    for (AuditReport.Line line : report.features()) {
      ObjectNode feature =
          features
              .addObject()
              .put("name", line.feature())
              .put("compared", line.compared())
              .put("differing", line.differing());
      // JSON has no infinity: null is a number on one side only.
      number(feature, "maxDifference", line.maxDifference());
      AuditReport.Example example = line.example();
      if (example == null) {
        feature.putNull("example");
      } else {
        ObjectNode shown =
            feature
                .putObject("example")
                .put("requestId", example.requestId())
                .put("itemId", example.itemId());
        number(shown, "served", example.served());
        number(shown, "recomputed", example.recomputed());
      }
    }
    return root.toString();
  }

  private static void number(ObjectNode object, String field, double value) {
    if (Double.isFinite(value)) {
      object.put(field, value);
    } else {
      object.putNull(field);
    }
  }
}
