package dev.slate.serving.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.config.SurfaceSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What configuration makes of the parameters, before any experiment; immutable.
 *
 * @param everywhere where a surface says nothing else
 * @param bySurface of the surfaces that do
 */
public record ConfiguredParameters(Parameters everywhere, Map<String, Parameters> bySurface) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "slate.serving";

  public ConfiguredParameters {
    bySurface = Map.copyOf(bySurface);
  }

  /** The same on every surface. */
  public static ConfiguredParameters of(Parameters everywhere) {
    return new ConfiguredParameters(everywhere, Map.of());
  }

  /**
   * What {@code slate.serving} says.
   *
   * @param traceRate the share of the requests whose traces are logged
   * @throws InvalidConfigException naming the key, the value and what was expected
   */
  public static ConfiguredParameters of(SlateConfig.Serving serving, double traceRate) {
    Parameters everywhere =
        Parameters.defaults(serving.candidates())
            .withValues(Map.of(Parameter.TRACE_RATE.key(), traceRate))
            .with(switches(serving.rerank()))
            .with(read(GROUP + ".parameters.", serving.parameters()));
    Map<String, Parameters> bySurface = new HashMap<>();
    for (Map.Entry<String, SurfaceSettings> surface : serving.surfaces().entrySet()) {
      String key = GROUP + ".surfaces." + surface.getKey() + ".parameters.";
      bySurface.put(surface.getKey(), everywhere.with(read(key, surface.getValue().parameters())));
    }
    return new ConfiguredParameters(everywhere, bySurface);
  }

  /** What holds on a surface. */
  public Parameters on(String surface) {
    return bySurface.getOrDefault(surface, everywhere);
  }

  /** The re-rankers that are named are on, the others off; who builds them checks the names. */
  private static Map<String, JsonNode> switches(List<String> rerank) {
    Map<String, JsonNode> switches = new HashMap<>();
    for (Parameter each :
        List.of(
            Parameter.FRESHNESS,
            Parameter.CALIBRATED,
            Parameter.MAX_SUM,
            Parameter.MMR,
            Parameter.DPP,
            Parameter.CATEGORY_CAP,
            Parameter.CREATOR_CAP,
            Parameter.EXPLORATION)) {
      String name = each.key().replace("rerank.", "").replace(".on", "");
      switches.put(each.key(), BooleanNode.valueOf(rerank.contains(name)));
    }
    return switches;
  }

  private static Map<String, JsonNode> read(String prefix, Map<String, Object> written) {
    Map<String, JsonNode> read = new HashMap<>();
    for (Map.Entry<String, Object> entry : written.entrySet()) {
      Parameter parameter =
          Parameter.of(entry.getKey())
              .orElseThrow(
                  () ->
                      new InvalidConfigException(
                          prefix + entry.getKey(),
                          entry.getValue(),
                          "one of "
                              + Arrays.stream(Parameter.values())
                                  .map(Parameter::key)
                                  .collect(Collectors.joining(", "))));
      JsonNode value = JSON.valueToTree(entry.getValue());
      if (parameter.read(value).isEmpty()) {
        throw new InvalidConfigException(
            prefix + entry.getKey(), entry.getValue(), parameter.expected());
      }
      read.put(entry.getKey(), value);
    }
    return read;
  }
}
