package dev.slate.serving.filter;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.scope.Scope;
import org.jspecify.annotations.Nullable;

/** Items outside the category, the filter or the ids that the request or its surface asks for. */
public final class OutOfScopeFilter implements CandidateFilter {

  @Override
  public String name() {
    return "scope";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    Scope scope = context.request().scope();
    Item facts = item.facts();
    if (scope.isEverything() || facts == null) {
      return null;
    }
    if (scope.category() != null && !facts.categories().contains(scope.category())) {
      return "not in " + scope.category();
    }
    if (!scope.include().isEmpty() && !scope.include().contains(item.id())) {
      return "not included by the request";
    }
    return scope.filter() == null || scope.filter().test(facts)
        ? null
        : "does not pass " + scope.filter().text();
  }
}
