package dev.slate.serving.http;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.Eligible;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.rank.Ranked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the results of the stages into a {@link Trace}. */
final class Explainer {
  private final FeatureCatalog features;
  private final ItemCatalog catalog;
  private final List<String> featureNames;

  Explainer(FeatureCatalog features, ItemCatalog catalog, List<String> featureNames) {
    this.features = features;
    this.catalog = catalog;
    this.featureNames = featureNames;
  }

  Trace explain(Recommendation made) {
    RequestContext context = made.context();
    return new Trace(
        context.history().stream().map(item -> history(item, context.nowMs())).toList(),
        userFeatures(context),
        made.candidates().sources(),
        made.eligible().removed().stream().map(Explainer::removed).toList(),
        items(made),
        made.stages(),
        made.stages().stream().mapToLong(Recommendation.StageTime::micros).sum());
  }

  private Trace.HistoryItem history(RecentItem item, long nowMs) {
    Item facts = catalog.facts(item.itemId());
    return new Trace.HistoryItem(
        item.itemId(),
        facts == null ? "" : facts.title(),
        item.kind().wireName(),
        finite(item.value()),
        item.eventTimeMs(),
        nowMs - item.eventTimeMs());
  }

  private List<Trace.NamedValue> userFeatures(RequestContext context) {
    FeatureView activity = features.userActivity();
    float[] values = new float[activity.scalars().size()];
    context.user().activity().values(context.nowMs(), values, 0);
    long newest = context.user().activity().newestEventTimeMs();
    FeatureStatus status = newest == 0 ? FeatureStatus.NOT_FOUND : FeatureStatus.PRESENT;
    Long age = newest == 0 ? null : context.nowMs() - newest;
    List<Trace.NamedValue> all = new ArrayList<>(named(activity, values, status, age));
    PackedRow row = context.user().longterm();
    float[] longterm =
        row == null ? missing(features.userLongterm().scalars().size()) : row.values();
    FeatureStatus rowStatus = row == null ? FeatureStatus.NOT_FOUND : FeatureStatus.PRESENT;
    Long rowAge = row == null ? null : context.nowMs() - row.eventTimeMs();
    all.addAll(named(features.userLongterm(), longterm, rowStatus, rowAge));
    return all;
  }

  private static float[] missing(int size) {
    float[] values = new float[size];
    java.util.Arrays.fill(values, Float.NaN);
    return values;
  }

  private static List<Trace.NamedValue> named(
      FeatureView view, float[] values, FeatureStatus status, @Nullable Long ageMs) {
    List<Trace.NamedValue> named = new ArrayList<>();
    List<String> names = view.scalarNames();
    for (int i = 0; i < values.length; i++) {
      FeatureStatus own =
          status == FeatureStatus.PRESENT && Float.isNaN(values[i])
              ? FeatureStatus.NULL_VALUE
              : status;
      named.add(
          new Trace.NamedValue(
              names.get(i), finite(values[i]), own.name().toLowerCase(Locale.ROOT), ageMs));
    }
    return named;
  }

  private static Trace.RemovedItem removed(Eligible.Removal removal) {
    CatalogItem item = removal.candidate().item();
    Item facts = item.facts();
    return new Trace.RemovedItem(
        item.id(), facts == null ? "" : facts.title(), removal.filter(), removal.reason());
  }

  private List<Trace.TracedItem> items(Recommendation made) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (Ranked.Entry entry : made.ranked().entries()) {
      places.put(entry.candidate().item().id(), places.size());
    }
    List<Trace.TracedItem> items = new ArrayList<>();
    for (Ranked.Entry entry : made.slate().entries()) {
      String id = entry.candidate().item().id();
      Map<String, Float> retrieved = new LinkedHashMap<>();
      entry.candidate().origins().forEach(o -> retrieved.put(o.source(), o.score()));
      List<Trace.Shift> moves =
          made.slate().moves().stream()
              .filter(move -> move.itemId().equals(id))
              .map(move -> new Trace.Shift(move.by(), move.from(), move.to(), move.detail()))
              .toList();
      items.add(
          new Trace.TracedItem(
              id,
              retrieved,
              entry.score(),
              places.getOrDefault(id, -1),
              features(made.hydrated().features(), entry.row()),
              moves));
    }
    return items;
  }

  private List<Trace.ItemFeature> features(float[] all, int row) {
    List<Trace.ItemFeature> named = new ArrayList<>();
    if (all.length > 0) {
      for (int i = 0; i < featureNames.size(); i++) {
        named.add(
            new Trace.ItemFeature(featureNames.get(i), finite(all[row * featureNames.size() + i])));
      }
    }
    return named;
  }

  private static @Nullable Float finite(float value) {
    return Float.isFinite(value) ? value : null;
  }
}
