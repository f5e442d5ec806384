package dev.slate.serving.rerank;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.Filtering;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.retrieve.Candidate;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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

  private final RequestContext context;
  private final Filtering filtering;
  private final List<CatalogItem> list;
  private final Ranked ranked;
  private @Nullable Set<CatalogItem> known;
  private int at;

  Backfill(RequestContext context, Filtering filtering, Ranked ranked) {
    this.context = context;
    this.filtering = filtering;
    String category = context.request().category();
    this.list = category == null ? context.lists().popular() : context.lists().popularIn(category);
    this.ranked = ranked;
  }

  /** The next one that a rule admits, null if there is none within so many. */
  @Nullable Candidate next(Predicate<CatalogItem> rule) {
    return next(rule, Math.min(list.size(), LOOKS));
  }

  /** The next one, null if there is none. */
  @Nullable Candidate next() {
    return next(item -> true, list.size());
  }

  private @Nullable Candidate next(Predicate<CatalogItem> rule, int end) {
    Set<CatalogItem> had = known == null ? candidates() : known;
    known = had;
    while (at < end) {
      CatalogItem item = list.get(at);
      at++;
      if (!had.contains(item) && rule.test(item) && filtering.admits(context, item)) {
        had.add(item);
        return new Candidate(item, List.of(new Candidate.Origin("popular", at - 1, 1f / at)));
      }
    }
    return null;
  }

  /** Most requests never ask. */
  private Set<CatalogItem> candidates() {
    Set<CatalogItem> items = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Ranked.Entry entry : ranked.entries()) {
      items.add(entry.candidate().item());
    }
    return items;
  }

  /** Looks again at what a rule kept out. */
  void restart() {
    at = 0;
  }
}
