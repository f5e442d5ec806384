package dev.slate.pipelines.local.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.pipelines.local.api.Api;

/** An experiment for a start: does more diversity in a slate help? It is made stopped. */
final class DemoExperiment {
  static final String KEY = "rerank-diversity";

  private DemoExperiment() {}

  /** Creates it, unless there is an experiment; returns what to tell. */
  static String offer(Api api) {
    for (JsonNode experiment : api.get("/v1/experiments").path("experiments")) {
      if (experiment.path("key").asText().equals(KEY)) {
        return KEY + " is " + experiment.path("status").asText();
      }
    }
    ObjectNode experiment = Api.JSON.createObjectNode();
    experiment.put("key", KEY).put("layer", "rerank").put("status", "stopped");
    experiment.put("hashVersion", 2).put("seed", KEY).put("coverage", 1.0);
    variant(experiment, "control", 1.0);
    variant(experiment, "treatment", 0.7);
    experiment.putObject("forced");
    api.put("/v1/experiments/" + KEY, experiment);
    return KEY + " is ready to be started";
  }

  /** Half of the users; the parameter is the weight of relevance against diversity in MMR. */
  private static void variant(ObjectNode experiment, String key, double lambda) {
    ObjectNode variant = experiment.withArray("variants").addObject();
    variant.put("key", key).put("weight", 0.5);
    ObjectNode parameters = variant.putObject("parameters");
    if (!key.equals("control")) {
      parameters.put("rerank.max-sum.on", false);
      parameters.put("rerank.mmr.on", true);
      parameters.put("rerank.mmr.lambda", lambda);
    }
  }
}
