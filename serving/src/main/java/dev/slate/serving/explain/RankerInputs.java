package dev.slate.serving.explain;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.FrozenState;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.features.FeatureValues;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.pipeline.Recommendation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that the ranker read of a candidate, with status, age and contribution. */
final class RankerInputs {
  private final FeatureCatalog features;
  private final FeatureValues values;
  private final FeatureAssembler assembler;

  RankerInputs(FeatureCatalog features, FeatureValues values) {
    this.features = features;
    this.values = values;
    this.assembler = new FeatureAssembler(features);
  }

  private record Origin(String status, @Nullable Long ageMs) {
    private static final Origin NOT_FOUND = new Origin("not_found", null);
    private static final Origin COMPUTED = new Origin("computed", null);
  }

  /** In the order of the vector; empty if no ranker read any. */
  List<Trace.ItemFeature> of(Recommendation made, int row, ScoreParts.@Nullable Parts parts) {
    float[] all = made.hydrated().features();
    if (all.length == 0) {
      return List.of();
    }
    List<Origin> origins = origins(made, made.hydrated().inputs().get(row));
    List<Trace.ItemFeature> named = new ArrayList<>(assembler.size());
    for (int i = 0; i < assembler.size(); i++) {
      Origin origin = i < origins.size() ? origins.get(i) : Origin.COMPUTED;
      named.add(
          new Trace.ItemFeature(
              assembler.names().get(i),
              FeatureValues.finite(all[row * assembler.size() + i]),
              origin.status,
              origin.ageMs,
              parts == null ? null : parts.contributions()[i]));
    }
    return named;
  }

  /** Of the leading entries that come from rows: the user's, then the item's. */
  private List<Origin> origins(Recommendation made, Hydrated.Input input) {
    long nowMs = made.context().nowMs();
    List<Origin> origins = new ArrayList<>();
    addRow(origins, features.userActivity(), made.context().user().activity(), nowMs);
    addRow(origins, features.userLongterm(), made.context().user().longterm(), nowMs);
    addState(origins, input.activity().state(), nowMs);
    addRow(origins, features.itemLongterm(), input.longterm(), nowMs);
    return origins;
  }

  private void addRow(
      List<Origin> origins, FeatureView view, @Nullable FeatureRow row, long nowMs) {
    if (row == null) {
      view.scalarNames().forEach(name -> origins.add(Origin.NOT_FOUND));
    } else {
      values
          .of(row, nowMs)
          .forEach(value -> origins.add(new Origin(value.status(), value.ageMs())));
    }
  }

  private void addState(List<Origin> origins, @Nullable FrozenState state, long nowMs) {
    FeatureView view = features.itemActivity();
    Origin origin = Origin.NOT_FOUND;
    if (state != null) {
      boolean isOld = view.isOutsideMaxAge(state.newestEventTimeMs(), nowMs);
      origin = new Origin(isOld ? "outside_max_age" : "present", nowMs - state.newestEventTimeMs());
    }
    for (int i = 0; i < view.scalars().size(); i++) {
      origins.add(origin);
    }
  }
}
