package dev.slate.serving.scope;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which items a request may look at, whoever asks; a value, so that what it admits can be kept for
 * other requests. Equal scopes admit the same items of one catalogue at one time. Immutable.
 *
 * @param category only items of this category, null for all
 * @param filter only items that pass, null for all
 * @param include only items of these ids, empty for all
 */
public record Scope(@Nullable String category, @Nullable ItemFilter filter, Set<String> include) {
  /** All that is available. */
  public static final Scope EVERYTHING = new Scope(null, null, Set.of());

  public Scope {
    include = Set.copyOf(include);
  }

  /** All that is available of a category, null for all. */
  public static Scope of(@Nullable String category) {
    return category == null ? EVERYTHING : new Scope(category, null, Set.of());
  }

  /** Whether it asks for nothing but that items be available. */
  public boolean isEverything() {
    return category == null && filter == null && include.isEmpty();
  }

  /** This scope and a filter besides. */
  public Scope and(@Nullable ItemFilter more) {
    if (more == null) {
      return this;
    }
    return new Scope(category, filter == null ? more : filter.and(more), include);
  }

  /**
   * Whether an item is available and within all limits.
   *
   * @param nowMs the request's one time, for the life dates of items
   */
  public boolean admits(CatalogItem item, long nowMs) {
    Item facts = item.facts();
    return facts != null
        && facts.isAvailableAt(nowMs)
        && (category == null || facts.categories().contains(category))
        && (include.isEmpty() || include.contains(item.id()))
        && (filter == null || filter.test(facts));
  }
}
