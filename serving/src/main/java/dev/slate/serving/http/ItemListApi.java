package dev.slate.serving.http;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.retrieve.SimilarItems;
import dev.slate.serving.scope.Scope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists that are the same for everybody: popular, trending, new, similar to an item. */
final class ItemListApi {
  private static final String[] PARAMETERS = {"count", "category", "filter", "exclude"};

  private final ItemCatalog catalog;
  private final Supplier<ItemLists> lists;
  private final SimilarItems similar;
  private final Clock clock;
  private final int slateSize;

  ItemListApi(
      ItemCatalog catalog,
      Supplier<ItemLists> lists,
      SimilarItems similar,
      Clock clock,
      int slateSize) {
    this.catalog = catalog;
    this.lists = lists;
    this.similar = similar;
    this.clock = clock;
    this.slateSize = slateSize;
  }

  /** Items in some order. */
  record ItemList(List<Item> items) {}

  record Similar(String itemId, @Nullable String model, List<SlateAnswer.AnswerItem> items) {}

  /** What a list is asked for by; {@code nowMs} is the one time of the request. */
  private record Query(Scope scope, Set<String> exclude, int count, long nowMs) {
    boolean takes(CatalogItem item) {
      return scope.admits(item, nowMs) && !exclude.contains(item.id());
    }
  }

  Object popular(HttpCall call) {
    Query query = query(call);
    return first(query, lists.get().popularIn(query.scope, query.nowMs));
  }

  Object trending(HttpCall call) {
    return first(query(call), lists.get().trending());
  }

  /** Newest first, as far as it is known when they came. */
  Object newest(HttpCall call) {
    Query query = query(call);
    ItemLists now = lists.get();
    if (query.scope.isEverything() && query.count + query.exclude.size() <= now.newest().size()) {
      return first(query, now.newest());
    }
    record Dated(CatalogItem item, long createdMs) {}
    List<Dated> dated = new ArrayList<>();
    for (CatalogItem item : now.popular()) {
      Item facts = query.takes(item) ? item.facts() : null;
      if (facts != null) {
        dated.add(new Dated(item, facts.createdMs()));
      }
    }
    dated.sort(Comparator.comparingLong((Dated d) -> -d.createdMs).thenComparing(d -> d.item.id()));
    return first(query, dated.stream().map(Dated::item).toList());
  }

  Object similar(HttpCall call) {
    Query query = query(call);
    String id = call.id("id");
    CatalogItem item = catalog.find(id);
    if (item == null || item.facts() == null) {
      throw ApiException.notFound("item " + id, "id", "add it with PUT /v1/items/{id}");
    }
    SimilarItems.Result result =
        similar.to(item, query.count, query.scope, query.nowMs, query.exclude);
    return new Similar(
        id, result.model(), result.items().stream().map(ItemListApi::answer).toList());
  }

  private Query query(HttpCall call) {
    call.allow(PARAMETERS);
    return new Query(
        RequestReader.scope(call),
        call.ids("exclude"),
        call.wholeNumber("count", 1, SlateRequest.MAX_COUNT, slateSize),
        clock.millis());
  }

  private static ItemList first(Query query, List<CatalogItem> from) {
    List<Item> items = new ArrayList<>();
    for (CatalogItem item : from) {
      Item facts = query.takes(item) ? item.facts() : null;
      if (facts != null) {
        items.add(facts);
      }
      if (items.size() == query.count) {
        break;
      }
    }
    return new ItemList(items);
  }

  private static SlateAnswer.AnswerItem answer(Candidate candidate) {
    return SlateAnswer.AnswerItem.of(candidate, candidate.origins().get(0).score());
  }
}
