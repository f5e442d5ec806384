package dev.slate.training.spark.rank;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.training.model.candidate.CandidateUnion;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.spark.FeatureSnapshot;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.UserFeatures;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a request at one time would have ranked: the candidates of every source and their feature
 * rows. Training rows and the evaluated pipeline both come from here, so the ranker is judged on
 * what it learned from. Immutable, thread-safe.
 */
public final class CandidateRows {
  private static final int PER_SOURCE = 200;

  private final ModelBundle bundle;
  private final List<Item> facts;
  private final FeatureSnapshot features;
  private final double minRating;
  private final FeatureAssembler assembler = new FeatureAssembler(FeatureCatalog.standard());
  private final Map<String, Item> factsById = new HashMap<>();

  /**
   * @param bundle its rows are the candidates; need not be those of the data
   * @param features of every item of the bundle, and of the users that are asked for
   */
  public CandidateRows(
      ModelBundle bundle, TrainingData data, FeatureSnapshot features, double minRating) {
    this.bundle = bundle;
    this.facts = bundle.items().ids().stream().map(data::fact).toList();
    this.features = features;
    this.minRating = minRating;
    facts.forEach(item -> factsById.put(item.itemId(), item));
  }

  /**
   * One user's candidates and their rows.
   *
   * @param items rows of the model, distinct
   * @param values {@code [items.length x inputs]}
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed over once; never compared.
  public record Ranked(int[] items, float[] values) {}

  public int inputs() {
    return assembler.size();
  }

  /**
   * @param user known to the snapshot
   * @param accept which items may be candidates; those of the history never are
   */
  public Ranked of(String user, IntPredicate accept) {
    UserFeatures known = features.users().get(user);
    if (known == null) {
      throw new IllegalArgumentException("user: " + user + " (expected: one of the snapshot)");
    }
    UserQuery query = UserQuery.of(bundle, known.history(), minRating);
    int[] items = candidates(query, unseen(known.history(), accept));
    return new Ranked(items, rows(known, query, items));
  }

  private IntPredicate unseen(List<RecentItem> history, IntPredicate accept) {
    BitSet seen = new BitSet();
    for (RecentItem recent : history) {
      int item = bundle.items().indexOf(recent.itemId());
      if (item >= 0) {
        seen.set(item);
      }
    }
    return item -> !seen.get(item) && accept.test(item);
  }

  private int[] candidates(UserQuery query, IntPredicate accept) {
    RowMask mask = RowMask.of(facts.size(), accept);
    int[] popular =
        IntStream.of(bundle.popularity().overall())
            .filter(mask::admits)
            .limit(PER_SOURCE)
            .toArray();
    return new CandidateUnion()
            .add("als", query.als(PER_SOURCE, mask))
            .add("two-tower", query.twoTower(PER_SOURCE, mask))
            .add("item-to-item", query.itemToItem(PER_SOURCE, mask))
            .add("popular", new Hits(popular, new float[popular.length]))
            .take(Integer.MAX_VALUE)
            .stream()
            .mapToInt(CandidateUnion.Candidate::item)
            .toArray();
  }

  private float[] rows(UserFeatures user, UserQuery query, int[] items) {
    int inputs = assembler.size();
    float[] values = new float[items.length * inputs];
    float[] scores = new float[FeatureAssembler.SCORES.size()];
    float[] allScores = query.scores(items);
    CategoryProfile profile = CategoryProfile.of(user.history(), this::fact);
    for (int i = 0; i < items.length; i++) {
      System.arraycopy(allScores, i * scores.length, scores, 0, scores.length);
      Item item = facts.get(items[i]);
      float[] itemFeatures = features.items().get(item.itemId());
      if (itemFeatures == null) {
        throw new IllegalStateException("item " + item.itemId() + " is not in the snapshot");
      }
      assembler.assemble(
          user.vector(),
          itemFeatures,
          scores,
          item,
          profile,
          user.history(),
          features.timeMs(),
          values,
          i * inputs);
    }
    return values;
  }

  private @Nullable Item fact(String itemId) {
    return factsById.get(itemId);
  }
}
