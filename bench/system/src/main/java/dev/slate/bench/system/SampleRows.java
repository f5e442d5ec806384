package dev.slate.bench.system;

import dev.slate.data.catalog.Item;
import dev.slate.data.event.Event;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.registry.ModelBundle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Folds the states of a few users and items, to have real rows on which trees can be grown. */
final class SampleRows {
  private static final int USERS = 300;
  private static final int PER_USER = 40;

  private final FeatureCatalog features = FeatureCatalog.standard();
  private final FeatureAssembler assembler = new FeatureAssembler(features);
  private final Map<String, EntityState> users = new HashMap<>();
  private final Map<String, EntityState> items = new HashMap<>();
  private final LatentItems latent;
  private final long nowMs;

  SampleRows(LatentItems latent, long nowMs) {
    this.latent = latent;
    this.nowMs = nowMs;
    for (int user = 0; user < USERS; user++) {
      users.put(WorldEvents.user(user), EntityState.empty(features.userActivity()));
    }
  }

  void add(Event event) {
    EntityState user = users.get(event.userId());
    if (user != null) {
      user.apply(event);
    }
    if (Integer.parseInt(event.itemId().substring(1)) < 20_000) {
      items
          .computeIfAbsent(event.itemId(), id -> EntityState.empty(features.itemActivity()))
          .apply(event);
    }
  }

  /** Vectors as the ranker reads them, {@code [n x inputs]}. */
  float[][] rows(ModelBundle model) {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[USERS * PER_USER][assembler.size()];
    for (int r = 0; r < rows.length; r++) {
      EntityState state = Objects.requireNonNull(users.get(WorldEvents.user(r / PER_USER)));
      List<RecentItem> history = state.history(nowMs);
      int row =
          latent.draw(random, random.nextBoolean() ? r / PER_USER * 31 % latent.clusters() : -1);
      fill(state, history, model, row, rows[r]);
    }
    return rows;
  }

  private void fill(
      EntityState state, List<RecentItem> history, ModelBundle model, int row, float[] out) {
    float[] user = new float[assembler.userSize()];
    Arrays.fill(user, Float.NaN);
    state.values(nowMs, user, 0);
    float[] item = new float[assembler.itemSize()];
    Arrays.fill(item, Float.NaN);
    EntityState itemState = items.get(LatentItems.id(row));
    (itemState == null ? EntityState.empty(features.itemActivity()) : itemState)
        .values(nowMs, item, 0);
    float[] scores = new float[FeatureAssembler.SCORES.size()];
    UserQuery.of(model, history, 0).scores(row, scores, 0);
    CategoryProfile profile = CategoryProfile.of(history, this::facts);
    assembler.assemble(
        user, item, scores, latent.item(row, nowMs), profile, history, nowMs, out, 0);
  }

  private Item facts(String id) {
    return latent.item(Integer.parseInt(id.substring(1)), nowMs);
  }

  /** A plausible row of a batch view. */
  static float[] batchRow(FeatureView view, SplittableRandom random) {
    float[] values = new float[view.scalarNames().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.floor(20 * random.nextDouble() * random.nextDouble());
    }
    return values;
  }
}
