package dev.slate.serving.explain;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.features.FeatureValues;
import dev.slate.serving.filter.Eligible;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.rerank.Slate;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.retrieve.Candidates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the results of the stages into a {@link Trace}. Thread-safe. */
public final class Explainer {
  private final FeatureValues values;
  private final RankerInputs inputs;
  private final Duration budget;

  /**
   * @param budget of every request
   */
  public Explainer(FeatureCatalog features, ItemCatalog catalog, Duration budget) {
    this.values = new FeatureValues(catalog);
    this.inputs = new RankerInputs(features, values);
    this.budget = budget;
  }

  public Trace explain(Recommendation made) {
    RequestContext context = made.context();
    ScoreParts parts = ScoreParts.of(made);
    return new Trace(
        context.nowMs(),
        values.history(context.history(), context.nowMs()),
        userFeatures(context),
        context.parameters().byKey(),
        sources(made.candidates()),
        made.eligible().removed().stream().map(Explainer::removed).toList(),
        parts.baseline(),
        items(made, parts),
        made.slate().relaxed(),
        made.slate().draws(),
        made.stages(),
        made.stages().stream().mapToLong(Recommendation.StageTime::micros).sum(),
        budget.toNanos() / 1_000);
  }

  private List<FeatureValues.NamedValue> userFeatures(RequestContext context) {
    List<FeatureValues.NamedValue> all =
        new ArrayList<>(values.of(context.user().activity(), context.nowMs()));
    all.addAll(values.of(context.user().longterm(), context.nowMs()));
    return all;
  }

  private record Place(int rank, Trace.Found found) {}

  private static List<Trace.Source> sources(Candidates candidates) {
    Map<String, List<Place>> bySource = new HashMap<>();
    for (Candidate candidate : candidates.items()) {
      for (Candidate.Origin origin : candidate.origins()) {
        bySource
            .computeIfAbsent(origin.source(), name -> new ArrayList<>())
            .add(new Place(origin.rank(), new Trace.Found(candidate.item().id(), origin.score())));
      }
    }
    return candidates.sources().stream()
        .map(report -> source(report, bySource.getOrDefault(report.name(), List.of())))
        .toList();
  }

  private static Trace.Source source(Candidates.SourceReport report, List<Place> places) {
    List<Trace.Found> found =
        places.stream().sorted(Comparator.comparingInt(Place::rank)).map(Place::found).toList();
    return new Trace.Source(
        report.name(),
        report.candidates(),
        report.micros(),
        report.state(),
        report.detail(),
        found.isEmpty() ? null : FeatureValues.finite(found.get(found.size() - 1).score()),
        found);
  }

  private static Trace.RemovedItem removed(Eligible.Removal removal) {
    CatalogItem item = removal.candidate().item();
    return new Trace.RemovedItem(item.id(), title(item), removal.filter(), removal.reason());
  }

  static String title(@Nullable CatalogItem item) {
    Item facts = item == null ? null : item.facts();
    return facts == null ? "" : facts.title();
  }

  private List<Trace.TracedItem> items(Recommendation made, ScoreParts parts) {
    IdentityHashMap<CatalogItem, Integer> places = new IdentityHashMap<>();
    made.ranked()
        .entries()
        .forEach(entry -> places.putIfAbsent(entry.candidate().item(), places.size()));
    return made.slate().entries().stream()
        .map(entry -> item(made, entry, places.getOrDefault(entry.candidate().item(), -1), parts))
        .toList();
  }

  private Trace.TracedItem item(
      Recommendation made, Ranked.Entry entry, int place, ScoreParts parts) {
    String id = entry.candidate().item().id();
    Map<String, Float> retrieved = new LinkedHashMap<>();
    Map<String, Integer> ranks = new LinkedHashMap<>();
    for (Candidate.Origin origin : entry.candidate().origins()) {
      retrieved.put(origin.source(), origin.score());
      ranks.put(origin.source(), origin.rank());
    }
    // What came after ranking, to fill the slate, was not scored.
    ScoreParts.Parts own = entry.row() < 0 ? null : parts.of(entry.row());
    return new Trace.TracedItem(
        id,
        retrieved,
        ranks,
        entry.score(),
        place,
        own == null ? null : own.margin(),
        entry.row() < 0 ? List.of() : inputs.of(made, entry.row(), own),
        made.slate().moves().stream()
            .filter(move -> move.itemId().equals(id))
            .map(Explainer::shift)
            .toList());
  }

  private static Trace.Shift shift(Slate.Move move) {
    return new Trace.Shift(move.by(), move.from(), move.to(), move.detail());
  }
}
