package dev.slate.serving.rerank;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.Filtering;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.scope.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What else may be shown, the most popular first, once the candidates are used up: every item of
 * the catalogue that the filters do not refuse. For one request and thread.
 *
 * <p>Under a rule it looks at {@link #LOOKS} items before that gives way; without any it goes on to
 * the end of the catalogue, as the slate must be full whenever it can be.
 */
final class Backfill {
  private static final int LOOKS = 10_000;
  private static final String NAME = "popular";

  private final RequestContext context;
  private final Filtering filtering;
  private final ItemCatalog catalog;
  private final Ranked ranked;
  // By id: what is ranked may be recorded items of a replayed request.
  private final Set<String> known = new HashSet<>();
  private List<CatalogItem> list = List.of();
  private boolean begun;
  private boolean atNeed;
  private int at;

  Backfill(RequestContext context, Filtering filtering, ItemCatalog catalog, Ranked ranked) {
    this.context = context;
    this.filtering = filtering;
    this.catalog = catalog;
    this.ranked = ranked;
  }

  /** The whole catalogue, or what of it is asked for. */
  private List<CatalogItem> list() {
    if (context.lists().origin() == ItemLists.Origin.RECORDED) {
      return context.lists().popular();
    }
    Scope scope = context.request().scope();
    if (scope.include().isEmpty()) {
      return context.lists().popularIn(scope, context.nowMs());
    }
    List<CatalogItem> included = new ArrayList<>();
    for (String id : new TreeSet<>(scope.include())) {
      CatalogItem item = catalog.find(id);
      if (item != null) {
        included.add(item);
      }
    }
    return included;
  }

  /** The next one that a rule admits, null if there is none within so many. */
  @Nullable Candidate next(Predicate<CatalogItem> rule) {
    return next(rule, LOOKS);
  }

  /** The next one, null if there is none. */
  @Nullable Candidate next() {
    return next(item -> true, Integer.MAX_VALUE);
  }

  private @Nullable Candidate next(Predicate<CatalogItem> rule, int looks) {
    begin();
    int end = Math.min(list.size(), looks);
    while (at < end) {
      CatalogItem item = list.get(at);
      at++;
      if (!known.contains(item.id()) && rule.test(item) && isAdmitted(item)) {
        known.add(item.id());
        return new Candidate(item, List.of(new Candidate.Origin(NAME, at - 1, 1f / at)));
      }
    }
    return null;
  }

  private boolean isAdmitted(CatalogItem item) {
    return atNeed ? filtering.admitsAtNeed(context, item) : filtering.admits(context, item);
  }

  /** Most requests never come here. */
  private void begin() {
    if (!begun) {
      begun = true;
      list = list();
      for (Ranked.Entry entry : ranked.entries()) {
        known.add(entry.candidate().item().id());
      }
    }
  }

  /** Looks again at what a rule kept out. */
  void restart() {
    at = 0;
  }

  /**
   * Looks again at what filters kept out that are not absolute.
   *
   * @return their names; none if there are none, or not for the first time
   */
  List<String> relax() {
    if (atNeed) {
      return List.of();
    }
    atNeed = true;
    at = 0;
    return filtering.yielding();
  }
}
