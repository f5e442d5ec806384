package dev.slate.pipelines.nightly.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of a run, as docs/contracts.md has it. */
public final class RunJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunJson() {}

  /** The whole run on one line. */
  public static String of(Run run) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("runId", run.runId());
    json.put("businessDate", run.businessDate().toString());
    json.put("status", run.status().label());
    json.put("startedMs", run.startedMs());
    json.put("endedMs", run.endedMs());
    json.put("model", run.model());
    json.put("reason", run.reason());
    ArrayNode steps = json.putArray("steps");
    for (StepRecord step : run.steps()) {
      steps
          .addObject()
          .put("name", step.name())
          .put("status", step.status().label())
          .put("startedMs", step.startedMs())
          .put("endedMs", step.endedMs())
          .put("detail", step.detail());
    }
    json.set("evaluation", evaluation(run.evaluation()));
    return json.toString();
  }

  /** An evaluation alone, on one line. */
  public static String of(List<Scores> evaluation) {
    return evaluation(evaluation).toString();
  }

  static ArrayNode evaluation(List<Scores> evaluation) {
    ArrayNode rows = MAPPER.createArrayNode();
    for (Scores scores : evaluation) {
      ObjectNode row = rows.addObject().put("model", scores.model());
      scores.metrics().forEach((name, value) -> putFinite(row, name, value));
    }
    return rows;
  }

  /** JSON has no NaN: a metric that is none is null. */
  private static void putFinite(ObjectNode row, String name, double value) {
    if (Double.isFinite(value)) {
      row.put(name, value);
    } else {
      row.putNull(name);
    }
  }

  static List<Scores> evaluation(String json) {
    try {
      List<Scores> evaluation = new ArrayList<>();
      for (JsonNode row : MAPPER.readTree(json)) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        row.properties().stream()
            .filter(field -> !field.getKey().equals("model"))
            .forEach(field -> metrics.put(field.getKey(), field.getValue().asDouble(Double.NaN)));
        evaluation.add(new Scores(row.path("model").textValue(), metrics));
      }
      return evaluation;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("runs.evaluation: not JSON: " + json, e);
    }
  }
}
