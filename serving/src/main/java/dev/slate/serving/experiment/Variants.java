package dev.slate.serving.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The variants of one request.
 *
 * @param byExperiment variant key by experiment key
 * @param parameters what they change, together
 */
public record Variants(Map<String, String> byExperiment, Map<String, JsonNode> parameters) {
  static final Variants NONE = new Variants(Map.of(), Map.of());
}
