package dev.slate.serving.hydrate;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.FrozenState;
import dev.slate.featurestore.ValuesAt;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.Eligible;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.training.model.candidate.UserQuery;
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
  private final FrozenState nothingHappened;

  public FeatureHydrator(FeatureCatalog features) {
    this.features = features;
    this.assembler = new FeatureAssembler(features);
    this.nothingHappened = FrozenState.empty(features.itemActivity());
  }

  @Override
  public Hydrated hydrate(RequestContext context, Eligible eligible) {
    List<Candidate> candidates = eligible.kept();
    ModelSide side = context.modelSide();
    if (side == null) {
      return new Hydrated(candidates, List.of(), new float[0]);
    }
    List<Hydrated.Input> inputs = inputs(candidates);
    ValuesAt now = new ValuesAt(features.itemActivity(), context.nowMs());
    float[] user = user(context);
    float[] item = new float[assembler.itemSize()];
    float[] allScores = scores(side, candidates);
    float[] scores = new float[FeatureAssembler.SCORES.size()];
    float[] out = new float[candidates.size() * assembler.size()];
    for (int row = 0; row < candidates.size(); row++) {
      Hydrated.Input input = inputs.get(row);
      item(input, now, item);
      System.arraycopy(allScores, row * scores.length, scores, 0, scores.length);
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

  /** In a loop of its own: the items are far apart in memory, and here their misses overlap. */
  private static List<Hydrated.Input> inputs(List<Candidate> candidates) {
    List<Hydrated.Input> inputs = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      CatalogItem item = candidate.item();
      inputs.add(new Hydrated.Input(item.activity(), item.longterm(), facts(item)));
    }
    return inputs;
  }

  private float[] user(RequestContext context) {
    float[] out = new float[assembler.userSize()];
    float[] activity = context.user().activity().values();
    System.arraycopy(activity, 0, out, 0, activity.length);
    row(features.userLongterm(), context.user().longterm(), context.nowMs(), out, activity.length);
    return out;
  }

  private void item(Hydrated.Input input, ValuesAt now, float[] out) {
    FrozenState state = input.activity().state();
    int at = (state == null ? nothingHappened : state).values(now, out, 0);
    row(features.itemLongterm(), input.longterm(), now.nowMs(), out, at);
  }

  private static void row(
      FeatureView view, @Nullable FeatureRow row, long nowMs, float[] out, int at) {
    if (row == null || view.isOutsideMaxAge(row.eventTimeMs(), nowMs)) {
      Arrays.fill(out, at, out.length, Float.NaN);
    } else {
      System.arraycopy(row.values(), 0, out, at, row.values().length);
    }
  }

  /** Of each candidate; one that the model does not know has the tower's score of its facts. */
  private static float[] scores(ModelSide side, List<Candidate> candidates) {
    int[] rows = new int[candidates.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = side.model().rowOf(candidates.get(i).item());
    }
    float[] out = side.query().scores(rows);
    int size = FeatureAssembler.SCORES.size();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == UserQuery.UNKNOWN) {
        out[i * size + 1] =
            side.query().twoTowerScore(side.model().vectorOf(candidates.get(i).item()));
      }
    }
    return out;
  }

  /** An item may leave the catalogue between the filters and here. */
  private static Item facts(CatalogItem item) {
    Item facts = item.facts();
    return facts != null ? facts : new Item(item.id(), "", List.of(), 0, false, Map.of());
  }
}
