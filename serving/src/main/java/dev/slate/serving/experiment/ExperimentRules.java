package dev.slate.serving.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.data.event.InvalidRecordException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an experiment must be before it is written. */
final class ExperimentRules {
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final int MAX_VARIANTS = 20;

  private ExperimentRules() {}

  /**
   * Checks an experiment by itself and beside the others.
   *
   * @throws InvalidRecordException naming the field, what it is and what was expected
   */
  static void check(Experiment experiment, List<Experiment> others) {
    checkKey("key", experiment.key());
    checkKey("layer", experiment.layer());
    if (experiment.hashVersion() != 1 && experiment.hashVersion() != 2) {
      throw invalid("hashVersion", experiment.hashVersion(), "1 or 2");
    }
    if (!(experiment.coverage() >= 0 && experiment.coverage() <= 1)) {
      throw invalid("coverage", experiment.coverage(), "0 to 1");
    }
    checkVariants(experiment.variants());
    Set<String> keys = experiment.variants().stream().map(Variant::key).collect(Collectors.toSet());
    for (String forced : experiment.forced().values()) {
      if (!keys.contains(forced)) {
        throw invalid("forced", forced, "one of " + keys);
      }
    }
    checkLayers(experiment, others);
  }

  private static void checkKey(String field, String key) {
    if (!KEY.matcher(key).matches()) {
      throw invalid(
          field,
          key.length() > 64 ? key.length() + " characters" : "'" + key + "'",
          "1 to 64 of a-z, 0-9, - and _");
    }
  }

  private static void checkVariants(List<Variant> variants) {
    if (variants.size() < 2 || variants.size() > MAX_VARIANTS) {
      throw invalid("variants", variants.size() + " of them", "2 to " + MAX_VARIANTS);
    }
    Set<String> keys = new HashSet<>();
    double sum = 0;
    for (Variant variant : variants) {
      checkKey("variants.key", variant.key());
      if (!keys.add(variant.key())) {
        throw invalid("variants.key", variant.key() + " twice", "each key once");
      }
      if (!(variant.weight() >= 0 && variant.weight() <= 1)) {
        throw invalid("variants.weight", variant.weight(), "0 to 1");
      }
      sum += variant.weight();
      variant.parameters().forEach((key, value) -> checkParameter(key, value));
    }
    if (Math.abs(sum - 1) > 0.01) {
      throw invalid("variants.weight", "sum " + sum, "a sum of 1");
    }
  }

  private static void checkParameter(String key, JsonNode value) {
    String field = "variants.parameters." + (key.length() > 64 ? key.substring(0, 64) : key);
    Parameter parameter =
        Parameter.of(key)
            .orElseThrow(
                () ->
                    new InvalidRecordException(
                        field,
                        "is not a parameter (expected: one of "
                            + Arrays.stream(Parameter.values())
                                .map(Parameter::key)
                                .collect(Collectors.joining(", "))
                            + ")"));
    if (parameter.read(value).isEmpty()) {
      throw invalid(field, value, parameter.expected());
    }
  }

  /** Layers own their parameters: two experiments must not both set one for the same user. */
  private static void checkLayers(Experiment experiment, List<Experiment> others) {
    Set<String> own = parameters(experiment);
    for (Experiment other : others) {
      if (!other.key().equals(experiment.key()) && !other.layer().equals(experiment.layer())) {
        for (String parameter : parameters(other)) {
          if (own.contains(parameter)) {
            throw invalid(
                "layer",
                experiment.layer(),
                other.layer() + ", where " + other.key() + " sets " + parameter + " already");
          }
        }
      }
    }
  }

  private static Set<String> parameters(Experiment experiment) {
    return experiment.variants().stream()
        .flatMap(v -> v.parameters().keySet().stream())
        .collect(Collectors.toSet());
  }

  private static InvalidRecordException invalid(String field, Object found, String expected) {
    return new InvalidRecordException(field, found + " (expected: " + expected + ")");
  }
}
