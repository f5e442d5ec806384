package dev.slate.pipelines.nightly.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.Slice;
import dev.slate.training.spark.evaluate.recipe.Trained;
import dev.slate.training.spark.evaluate.tune.Trial;

/**
 * A comparison as JSON, on one line, for machines and for the page. Metrics have the names of run
 * records ({@code ndcg@10}, {@code ndcg@10.low}); what is no number is null.
 */
final class ComparisonJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ComparisonJson() {}

  static String of(Comparison comparison) {
    Holdout holdout = comparison.holdout();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("dataset", comparison.dataset());
    json.put("protocol", holdout.protocol().label());
    json.put("title", comparison.title());
    json.put("k", comparison.k());
    json.putObject("train")
        .put("positives", holdout.train().size())
        .put("users", comparison.cut().trainUsers())
        .put("items", holdout.train().itemsPresent().cardinality());
    json.putObject("test")
        .put("positives", holdout.test().size())
        .put("unknownUser", holdout.dropped().unknownUser())
        .put("unknownItem", holdout.dropped().unknownItem())
        .put("alsoInTrain", holdout.dropped().alsoInTrain());
    json.put("baseline", comparison.baseline().map(Judged::name).orElse(null));
    ArrayNode models = json.putArray("models");
    comparison.models().forEach(model -> add(models.addObject(), comparison, model));
    ObjectNode failures = json.putObject("leftOut");
    comparison.leftOut().forEach(failures::put);
    return json.toString() + System.lineSeparator();
  }

  private static void add(ObjectNode json, Comparison comparison, Judged model) {
    json.put("model", model.name());
    put(json, "trainSeconds", model.trainSeconds());
    put(json, "rankSeconds", model.judgeSeconds());
    ObjectNode metrics = json.putObject("metrics");
    model.result().values().forEach((name, value) -> put(metrics, name, value));
    ObjectNode diversity = json.putObject("diversity");
    for (String measure : comparison.diversity().names()) {
      put(diversity, measure, comparison.diversity().mean(measure, model.result()));
    }
    comparison.difference(model).ifPresent(d -> put(json.putObject("difference"), d));
    if (model.bySeed().size() > 1) {
      ObjectNode seeds = json.putObject("overSeeds").put("seeds", model.bySeed().size());
      for (Metric metric : Metric.values()) {
        put(seeds.putObject(metric.at(comparison.k())), model.overSeeds(metric));
      }
    }
    ObjectNode settings = json.putObject("settings");
    model.settings().forEach(settings::put);
    ArrayNode slices = json.putArray("slices");
    for (Slice slice : model.slices()) {
      put(
          slices
              .addObject()
              .put("group", slice.group())
              .put("label", slice.label())
              .put("size", slice.size())
              .put("metric", slice.metric()),
          slice.interval());
    }
    ArrayNode curve = json.putArray("curve");
    for (Trained.Pass pass : model.curve()) {
      ObjectNode point = curve.addObject().put("pass", pass.pass());
      put(point, "loss", pass.loss());
      put(point, "quality", pass.quality());
    }
    model
        .tuning()
        .ifPresent(
            tuning -> {
              ArrayNode trials = json.putArray("trials");
              for (Trial trial : tuning.trials()) {
                ObjectNode row = trials.addObject().put("best", trial.equals(tuning.best()));
                put(row, "effort", trial.effort());
                put(row, "ndcg", trial.ndcg());
                put(row, "seconds", trial.seconds());
                ObjectNode tried = row.putObject("settings");
                trial.settings().forEach(tried::put);
              }
              ArrayNode toKeep = json.putArray("toKeep");
              model.toKeep().forEach(toKeep::add);
            });
  }

  private static void put(ObjectNode json, Bootstrap.Interval interval) {
    put(json, "mean", interval.mean());
    put(json, "low", interval.low());
    put(json, "high", interval.high());
  }

  private static void put(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    } else {
      json.putNull(name);
    }
  }
}
