package dev.slate.featurestore.assemble;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.state.RecentItem;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the ranker's input vector out: user views, item views, then what only the pair and the
 * request know, then what is derived from all of these. Training, evaluation and serving all call
 * it. Immutable.
 */
public final class FeatureAssembler {
  /** The model scores that a candidate carries, in order. */
  public static final List<String> SCORES = List.of("als", "two_tower", "item_to_item");

  private static final double MS_PER_DAY = 86_400_000;

  private final List<String> names;
  private final int userSize;
  private final int itemSize;
  private final DerivedInputs derived;

  public FeatureAssembler(FeatureCatalog catalog) {
    List<String> all = new ArrayList<>(catalog.userActivity().scalarNames());
    all.addAll(catalog.userLongterm().scalarNames());
    userSize = all.size();
    all.addAll(catalog.itemActivity().scalarNames());
    all.addAll(catalog.itemLongterm().scalarNames());
    itemSize = all.size() - userSize;
    SCORES.forEach(score -> all.add("score:" + score));
    all.add("pair:category_affinity");
    all.add("pair:item_age_days");
    all.add("request:history_length");
    derived = DerivedInputs.appendedTo(all, catalog.derived());
    names = List.copyOf(all);
  }

  /** The vector's names in order. */
  public List<String> names() {
    return names;
  }

  public int size() {
    return names.size();
  }

  /** How many leading entries are the user's: activity, then long-term. */
  public int userSize() {
    return userSize;
  }

  /** How many entries behind them are the item's: activity, then long-term. */
  public int itemSize() {
    return itemSize;
  }

  /**
   * Writes one candidate's vector to {@code out[offset..offset + size())}.
   *
   * @param user {@code [userSize]}
   * @param item {@code [itemSize]}
   * @param scores in the order of {@link #SCORES}
   */
  public void assemble(
      float[] user,
      float[] item,
      float[] scores,
      Item facts,
      CategoryProfile profile,
      List<RecentItem> history,
      long nowMs,
      float[] out,
      int offset) {
    System.arraycopy(user, 0, out, offset, userSize);
    System.arraycopy(item, 0, out, offset + userSize, itemSize);
    int at = offset + userSize + itemSize;
    System.arraycopy(scores, 0, out, at, SCORES.size());
    at += SCORES.size();
    out[at] = profile.affinity(facts);
    out[at + 1] =
        facts.createdMs() == 0 ? Float.NaN : (float) ((nowMs - facts.createdMs()) / MS_PER_DAY);
    out[at + 2] = history.size();
    derived.assemble(out, offset);
  }
}
