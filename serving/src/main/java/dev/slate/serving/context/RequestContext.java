package dev.slate.serving.context;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.model.ModelSide;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every stage of one request may know; immutable, made once.
 *
 * @param nowMs the request's one time: features, ages and the exposure all use it
 * @param seen newest interaction by item id
 * @param historyFacts of the items of the history, by id, that the catalogue knows
 * @param profile shares of the categories in the history
 * @param segment the asked or else the favourite category, null if there is none
 * @param modelSide null if there is no model
 * @param experiments variant by experiment key
 * @param start the rung on which the request starts; ranking may only lower it
 */
public record RequestContext(
    SlateRequest request,
    long nowMs,
    Deadline deadline,
    UserState user,
    Map<String, RecentItem> seen,
    Map<String, Item> historyFacts,
    CategoryProfile profile,
    @Nullable String segment,
    ItemLists lists,
    @Nullable ModelSide modelSide,
    Map<String, String> experiments,
    Parameters parameters,
    LadderStep start) {

  /** Whether an item may be looked at: available, and within what was asked for. */
  public boolean isInScope(CatalogItem item) {
    return request.scope().admits(item, nowMs);
  }

  /** The newest interaction of the user with an item, null if there was none. */
  public @Nullable RecentItem seen(String itemId) {
    return seen.get(itemId);
  }

  /** How many candidates make a full slate even if all that may be filtered is among them. */
  public int demand() {
    return request.count() + barred();
  }

  /** At most how many items in scope may not be shown. */
  public int barred() {
    return seen.size() + request.exclude().size() + request.earlier().size() + 1;
  }

  public List<RecentItem> history() {
    return user.history();
  }

  /** The version of the model that answers, null if there is none. */
  public @Nullable String modelVersion() {
    return modelSide == null ? null : modelSide.model().version();
  }
}
