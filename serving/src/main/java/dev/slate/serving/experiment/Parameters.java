package dev.slate.serving.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.training.model.diversity.CandidateVectors;
import dev.slate.training.model.diversity.MaxSum;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A value for every {@link Parameter}; immutable. */
public final class Parameters {
  private final Map<Parameter, Double> values;

  private Parameters(Map<Parameter, Double> values) {
    this.values = values;
  }

  /**
   * What holds without any experiment.
   *
   * @param candidates {@code serving.candidates}: of each of the two model sources
   */
  public static Parameters defaults(int candidates) {
    Map<Parameter, Double> values = new EnumMap<>(Parameter.class);
    values.put(Parameter.ALS_CANDIDATES, (double) candidates);
    values.put(Parameter.TWO_TOWER_CANDIDATES, (double) candidates);
    values.put(Parameter.ITEM_TO_ITEM_CANDIDATES, (double) Math.max(1, candidates / 2));
    values.put(Parameter.TRENDING_CANDIDATES, (double) Math.max(1, candidates / 4));
    values.put(Parameter.POPULAR_CANDIDATES, (double) Math.max(1, candidates / 4));
    values.put(Parameter.FILTER_SEEN, 1.0);
    values.put(Parameter.FILTER_SERVED_S, 0.0);
    values.put(Parameter.RANK_MODEL, 1.0);
    values.put(Parameter.NEW_CANDIDATES, (double) Math.min(200, Math.max(1, candidates / 10)));
    values.put(Parameter.RERANK_DEPTH, 100.0);
    values.put(Parameter.RERANK_CATEGORY_WEIGHT, exact(CandidateVectors.CATEGORY_WEIGHT));
    values.put(Parameter.FRESHNESS, 0.0);
    values.put(Parameter.FRESHNESS_WEIGHT, 0.1);
    values.put(Parameter.FRESHNESS_HALF_LIFE, 7.0);
    values.put(Parameter.CALIBRATED, 0.0);
    values.put(Parameter.CALIBRATED_LAMBDA, 0.5);
    values.put(Parameter.MAX_SUM, 1.0);
    values.put(Parameter.MAX_SUM_LAMBDA, exact(MaxSum.BY_DEFAULT.lambda()));
    values.put(Parameter.MMR, 0.0);
    values.put(Parameter.MMR_LAMBDA, 0.9);
    values.put(Parameter.DPP, 0.0);
    values.put(Parameter.DPP_THETA, 0.93);
    values.put(Parameter.CATEGORY_CAP, 0.0);
    values.put(Parameter.CATEGORY_CAP_MAX, 5.0);
    values.put(Parameter.CREATOR_CAP, 0.0);
    values.put(Parameter.CREATOR_CAP_MAX, 2.0);
    values.put(Parameter.EXPLORATION, 0.0);
    values.put(Parameter.EXPLORATION_SLOTS, 1.0);
    values.put(Parameter.EXPLORATION_RATE, 1.0);
    values.put(Parameter.EXPLORATION_DEPTH, 50.0);
    values.put(Parameter.MIX, 1.0);
    values.put(Parameter.FIXED, 1.0);
    values.put(Parameter.TRACE_RATE, 0.0);
    values.put(Parameter.TRACE_USERS, 1.0);
    return new Parameters(values);
  }

  /** The decimal that was written, not the binary nearest to it. */
  private static double exact(float written) {
    return Double.parseDouble(Float.toString(written));
  }

  public int wholeNumber(Parameter parameter) {
    return (int) number(parameter);
  }

  public double number(Parameter parameter) {
    return Objects.requireNonNull(values.get(parameter));
  }

  public boolean isOn(Parameter parameter) {
    return number(parameter) != 0;
  }

  /** Every value by its key, in the order of the parameters; a switch is 0 or 1. */
  public Map<String, Double> byKey() {
    Map<String, Double> byKey = new LinkedHashMap<>();
    values.forEach((parameter, value) -> byKey.put(parameter.key(), value));
    return byKey;
  }

  /** These with some replaced by their key; keys that are no parameters (any more) are ignored. */
  public Parameters withValues(Map<String, Double> byKey) {
    Map<Parameter, Double> copy = new EnumMap<>(values);
    byKey.forEach((key, value) -> Parameter.of(key).ifPresent(p -> copy.put(p, value)));
    return new Parameters(copy);
  }

  /** These with some replaced; what is not known or does not fit was refused when it was set. */
  public Parameters with(Map<String, JsonNode> overlay) {
    if (overlay.isEmpty()) {
      return this;
    }
    Map<Parameter, Double> copy = new EnumMap<>(values);
    overlay.forEach(
        (key, node) ->
            Parameter.of(key).ifPresent(p -> p.read(node).ifPresent(value -> copy.put(p, value))));
    return new Parameters(copy);
  }
}
