package dev.slate.serving.http;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.Eligible;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.rerank.Slate;
import dev.slate.serving.retrieve.Candidate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the results of the stages into a {@link Trace}. */
final class Explainer {
  private final FeatureValues values;
  private final List<String> names;

  Explainer(FeatureCatalog features, FeatureValues values) {
    this.values = values;
    this.names = new FeatureAssembler(features).names();
  }

  Trace explain(Recommendation made) {
    RequestContext context = made.context();
    return new Trace(
        values.history(context.history(), context.nowMs()),
        userFeatures(context),
        made.candidates().sources(),
        made.eligible().removed().stream().map(Explainer::removed).toList(),
        items(made),
        made.slate().relaxed(),
        made.slate().draws(),
        made.stages(),
        made.stages().stream().mapToLong(Recommendation.StageTime::micros).sum());
  }

  private List<FeatureValues.NamedValue> userFeatures(RequestContext context) {
    List<FeatureValues.NamedValue> all =
        new ArrayList<>(values.of(context.user().activity(), context.nowMs()));
    all.addAll(values.of(context.user().longterm(), context.nowMs()));
    return all;
  }

  private static Trace.RemovedItem removed(Eligible.Removal removal) {
    CatalogItem item = removal.candidate().item();
    Item facts = item.facts();
    return new Trace.RemovedItem(
        item.id(), facts == null ? "" : facts.title(), removal.filter(), removal.reason());
  }

  private List<Trace.TracedItem> items(Recommendation made) {
    IdentityHashMap<Ranked.Entry, Integer> places = new IdentityHashMap<>();
    made.ranked().entries().forEach(entry -> places.put(entry, places.size()));
    return made.slate().entries().stream()
        .map(entry -> item(made, entry, places.getOrDefault(entry, -1)))
        .toList();
  }

  private Trace.TracedItem item(Recommendation made, Ranked.Entry entry, int place) {
    String id = entry.candidate().item().id();
    Map<String, Float> retrieved = new LinkedHashMap<>();
    for (Candidate.Origin origin : entry.candidate().origins()) {
      retrieved.put(origin.source(), origin.score());
    }
    return new Trace.TracedItem(
        id,
        retrieved,
        entry.score(),
        place,
        features(made.hydrated().features(), entry.row()),
        made.slate().moves().stream()
            .filter(move -> move.itemId().equals(id))
            .map(Explainer::shift)
            .toList());
  }

  private static Trace.Shift shift(Slate.Move move) {
    return new Trace.Shift(move.by(), move.from(), move.to(), move.detail());
  }

  private List<Trace.ItemFeature> features(float[] all, int row) {
    List<Trace.ItemFeature> named = new ArrayList<>();
    for (int i = 0; row >= 0 && all.length > 0 && i < names.size(); i++) {
      named.add(
          new Trace.ItemFeature(names.get(i), FeatureValues.finite(all[row * names.size() + i])));
    }
    return named;
  }
}
