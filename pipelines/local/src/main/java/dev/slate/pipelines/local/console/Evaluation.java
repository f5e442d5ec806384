package dev.slate.pipelines.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The evaluation of a run as a table. */
public final class Evaluation {
  private Evaluation() {}

  /** One row a model, best NDCG@10 first as the run has it; empty when the run has none. */
  public static String table(JsonNode run) {
    JsonNode rows = run.path("evaluation");
    if (rows.isEmpty()) {
      return "";
    }
    Table table =
        new Table(
            "model",
            "NDCG@10",
            "95 % interval",
            "recall@10",
            "MRR@10",
            "MAP@10",
            "HR@10",
            "coverage@10");
    for (JsonNode row : rows) {
      table.row(
          row.path("model").asText(),
          number(row, "ndcg@10"),
          number(row, "ndcg@10.low") + " to " + number(row, "ndcg@10.high"),
          number(row, "recall@10"),
          number(row, "mrr@10"),
          number(row, "map@10"),
          number(row, "hr@10"),
          number(row, "coverage@10"));
    }
    return table.toString();
  }

  private static String number(JsonNode row, String name) {
    return row.path(name).isNumber()
        ? String.format(Locale.ROOT, "%.4f", row.path(name).asDouble())
        : "";
  }
}
