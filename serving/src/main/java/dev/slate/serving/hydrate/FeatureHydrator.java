package dev.slate.serving.hydrate;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.Eligible;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.retrieve.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The feature vector of every candidate as of the request's time, laid out by the same {@link
 * FeatureAssembler} as in training. The user's part is computed once.
 */
public final class FeatureHydrator implements Hydrator {
  private final FeatureCatalog features;
  private final FeatureAssembler assembler;
  private final EntityState nothingHappened;

  public FeatureHydrator(FeatureCatalog features) {
    this.features = features;
    this.assembler = new FeatureAssembler(features);
    this.nothingHappened = EntityState.empty(features.itemActivity());
  }

  @Override
  public Hydrated hydrate(RequestContext context, Eligible eligible) {
    List<Candidate> candidates = eligible.kept();
    ModelSide side = context.modelSide();
    if (side == null) {
      return new Hydrated(candidates, List.of(), new float[0]);
    }
    float[] user = user(context);
    float[] item = new float[assembler.itemSize()];
    float[] scores = new float[FeatureAssembler.SCORES.size()];
    float[] out = new float[candidates.size() * assembler.size()];
    List<Hydrated.Input> inputs = new ArrayList<>(candidates.size());
    for (int row = 0; row < candidates.size(); row++) {
      CatalogItem candidate = candidates.get(row).item();
      Hydrated.Input input =
          new Hydrated.Input(candidate.activity(), candidate.longterm(), facts(candidate));
      inputs.add(input);
      item(input, context.nowMs(), item);
      scores(side, candidate, scores);
      assembler.assemble(
          user,
          item,
          scores,
          input.facts(),
          context.profile(),
          context.history(),
          context.nowMs(),
          out,
          row * assembler.size());
    }
    return new Hydrated(candidates, inputs, out);
  }

  private float[] user(RequestContext context) {
    float[] out = new float[assembler.userSize()];
    float[] activity = context.user().activity().values();
    System.arraycopy(activity, 0, out, 0, activity.length);
    row(features.userLongterm(), context.user().longterm(), context.nowMs(), out, activity.length);
    return out;
  }

  private void item(Hydrated.Input input, long nowMs, float[] out) {
    EntityState state = input.activity().state();
    int at = (state == null ? nothingHappened : state).values(nowMs, out, 0);
    row(features.itemLongterm(), input.longterm(), nowMs, out, at);
  }

  private static void row(
      FeatureView view, @Nullable FeatureRow row, long nowMs, float[] out, int at) {
    if (row == null || view.isOutsideMaxAge(row.eventTimeMs(), nowMs)) {
      Arrays.fill(out, at, out.length, Float.NaN);
    } else {
      System.arraycopy(row.values(), 0, out, at, row.values().length);
    }
  }

  private static void scores(ModelSide side, CatalogItem item, float[] out) {
    int row = side.model().rowOf(item);
    if (row >= 0) {
      side.query().scores(row, out, 0);
    } else {
      out[0] = 0;
      out[1] = side.query().twoTowerScore(side.model().vectorOf(item));
      out[2] = 0;
    }
  }

  /** An item may leave the catalogue between the filters and here. */
  private static Item facts(CatalogItem item) {
    Item facts = item.facts();
    return facts != null ? facts : new Item(item.id(), "", List.of(), 0, false, Map.of());
  }
}
