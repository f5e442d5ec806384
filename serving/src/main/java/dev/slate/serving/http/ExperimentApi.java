package dev.slate.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.serving.experiment.Assignment;
import dev.slate.serving.experiment.Experiment;
import dev.slate.serving.experiment.ExperimentCodec;
import dev.slate.serving.experiment.Experiments;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.experiment.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/experiments} and {@code /v1/assignments}. */
final class ExperimentApi {
  private final Experiments experiments;
  private final Parameters defaults;

  ExperimentApi(Experiments experiments, Parameters defaults) {
    this.experiments = experiments;
    this.defaults = defaults;
  }

  record All(List<Experiment> experiments, List<Known> parameters) {}

  /** A parameter that variants may set. */
  record Known(String key, String expected, double value) {}

  record Assignments(String unitId, List<One> assignments) {}

  record One(
      String experiment,
      String layer,
      @Nullable String variant,
      Map<String, JsonNode> parameters,
      String reason) {}

  Object all(HttpCall call) {
    call.allow();
    List<Known> known =
        Arrays.stream(Parameter.values())
            .map(p -> new Known(p.key(), p.expected(), defaults.number(p)))
            .toList();
    return new All(experiments.all(), known);
  }

  Object put(HttpCall call) {
    String key = call.allow().id("key");
    JsonNode body = call.json();
    Fields.of(
        body,
        "key",
        "layer",
        "status",
        "hashVersion",
        "seed",
        "coverage",
        "namespace",
        "variants",
        "forced",
        "startedMs",
        "updatedMs",
        "updatedBy");
    if (body.hasNonNull("key") && !body.get("key").asText().equals(key)) {
      throw ApiException.badField(
          "key", body.get("key").asText(), key + ", as in the path", "use the same key in both");
    }
    return experiments.put(ExperimentCodec.decode(key, body), call.by());
  }

  Object start(HttpCall call) {
    return experiments.turn(known(call), Experiment.Status.RUNNING, call.by());
  }

  Object stop(HttpCall call) {
    return experiments.turn(known(call), Experiment.Status.STOPPED, call.by());
  }

  Object assignments(HttpCall call) {
    String unitId = call.allow().id("unitId");
    return new Assignments(
        unitId, experiments.assign(unitId).stream().map(ExperimentApi::one).toList());
  }

  private static One one(Assignment assignment) {
    var variant = assignment.variant();
    return new One(
        assignment.experiment().key(),
        assignment.experiment().layer(),
        variant == null ? null : variant.key(),
        variant == null ? Map.of() : variant.parameters(),
        assignment.reason());
  }

  private Experiment known(HttpCall call) {
    String key = call.allow().id("key");
    Experiment experiment = experiments.find(key);
    if (experiment == null) {
      throw ApiException.notFound(
          "experiment " + key, "key", "create it with PUT /v1/experiments/" + key);
    }
    return experiment;
  }
}
