package dev.slate.featurestore.audit;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.state.RecentItem;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes a model's scores again; who knows models implements it. */
public interface ServedScores extends Serializable {

  /** One user's side of a model. */
  interface OfUser {
    /**
     * Writes an item's scores in the order of {@link
     * dev.slate.featurestore.assemble.FeatureAssembler#SCORES}.
     *
     * @param item as the catalogue had it
     */
    void scores(Item item, float[] out);
  }

  /**
   * A user's side of a model.
   *
   * @param model version
   * @param history newest first
   * @return null if that model is not there any more
   */
  @Nullable OfUser of(String model, List<RecentItem> history, double minRating);
}
