package dev.slate.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpResponse;
import dev.slate.serving.experiment.Experiment;
import dev.slate.serving.experiment.Experiments;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.experiment.Variant;
import dev.slate.serving.explain.TraceRecord;
import dev.slate.serving.explain.Tracing;
import dev.slate.serving.explain.WhyNotFinder;
import dev.slate.serving.model.ServedModel;
import dev.slate.training.model.registry.RefusedModelException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/traces/{requestId}/replay}: one at a time and on a thread of its own, as another
 * model may have to be loaded first.
 */
final class ReplayApi {
  private static final int WAITING = 4;

  private final Tracing tracing;
  private final Experiments experiments;
  private final Parameters defaults;
  private final ExecutorService worker =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), ReplayApi::thread);

  ReplayApi(Tracing tracing, Experiments experiments, Parameters defaults) {
    this.tracing = tracing;
    this.experiments = experiments;
    this.defaults = defaults;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "replay");
    thread.setDaemon(true);
    return thread;
  }

  /** What is to differ from the record. */
  private record Changes(Map<String, String> experiments, Map<String, Double> parameters) {}

  Object replay(HttpCall call) {
    String requestId = call.allow().id("requestId");
    Fields body = Fields.of(call.json(), "model", "variant", "parameters", "whyNot");
    String wanted = body.text("model");
    Map<String, JsonNode> variants = body.fields("variant");
    Map<String, Double> parameters = new HashMap<>();
    body.fields("parameters").forEach((key, value) -> parameters.put(key, value(key, value)));
    List<String> whyNot = whyNot(List.copyOf(body.ids("whyNot")));
    TraceRecord record = TraceApi.find(tracing, requestId);
    String version = wanted == null ? record.model() : wanted;
    Changes changes = new Changes(new HashMap<>(record.experiments()), new HashMap<>());
    variants.forEach((key, value) -> change(record, changes, key, value));
    changes.parameters.putAll(parameters);
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () ->
                Json.ok(
                    tracing
                        .replay()
                        .replay(
                            record,
                            model(version),
                            changes.experiments,
                            changes.parameters,
                            whyNot)),
            worker));
  }

  /** At most so many that each may cost a scan of the catalogue. */
  static List<String> whyNot(List<String> ids) {
    if (ids.size() > WhyNotFinder.MAX_ITEMS) {
      throw ApiException.badField(
          "why-not",
          ids.size() + " ids",
          "at most " + WhyNotFinder.MAX_ITEMS,
          "ask for fewer at once");
    }
    return ids;
  }

  /** Another variant: what the served one sets goes back to the default first. */
  private void change(TraceRecord record, Changes changes, String key, JsonNode wanted) {
    Experiment experiment = experiments.find(key);
    if (experiment == null) {
      throw ApiException.badField(
          "variant", key + " is no experiment", "an experiment's key", "see GET /v1/experiments");
    }
    Variant variant = variant(experiment, wanted.asText());
    if (variant == null) {
      throw ApiException.badField(
          "variant",
          wanted.asText() + " is no variant of " + key,
          experiment.variants().stream().map(Variant::key).collect(Collectors.joining(", ")),
          "see GET /v1/experiments");
    }
    String served = record.experiments().get(key);
    Variant before = served == null ? null : variant(experiment, served);
    if (before != null) {
      before
          .parameters()
          .keySet()
          .forEach(name -> Parameter.of(name).ifPresent(p -> reset(changes, p)));
    }
    variant.parameters().forEach((name, value) -> changes.parameters.put(name, value(name, value)));
    changes.experiments.put(key, variant.key());
  }

  private void reset(Changes changes, Parameter parameter) {
    changes.parameters.put(parameter.key(), defaults.number(parameter));
  }

  private static @Nullable Variant variant(Experiment experiment, String key) {
    return experiment.variants().stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  private static Double value(String key, JsonNode value) {
    Parameter parameter =
        Parameter.of(key)
            .orElseThrow(
                () ->
                    ApiException.badField(
                        "parameters",
                        (key.length() > 64 ? key.substring(0, 64) : key) + " is none",
                        Arrays.stream(Parameter.values())
                            .map(Parameter::key)
                            .collect(Collectors.joining(", ")),
                        "see GET /v1/experiments for the parameters"));
    return parameter
        .read(value)
        .orElseThrow(
            () ->
                ApiException.badField(
                    "parameters." + key,
                    value.toString(),
                    parameter.expected(),
                    "see GET /v1/experiments for the parameters"));
  }

  private @Nullable ServedModel model(@Nullable String version) {
    if (version == null) {
      return null;
    }
    try {
      ServedModel model = tracing.models().get(version);
      if (model == null) {
        throw ApiException.notFound(
            "model " + version, "model", "see GET /v1/models for those that are published");
      }
      return model;
    } catch (RefusedModelException e) {
      throw ApiException.conflict("model " + version + ": " + e.reason(), "model", e.fix());
    }
  }
}
