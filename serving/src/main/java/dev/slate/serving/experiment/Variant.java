package dev.slate.serving.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One arm of an experiment.
 *
 * @param weight share of the users who take part
 * @param parameters what it changes in the request path
 */
public record Variant(String key, double weight, Map<String, JsonNode> parameters) {
  public Variant {
    parameters = Map.copyOf(parameters);
  }
}
