package dev.slate.serving.explain;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.explain.WhyNot.Outcome;
import dev.slate.serving.filter.Eligible;
import dev.slate.serving.filter.Filtering;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.rerank.Slate;
import dev.slate.serving.retrieve.Candidate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the first stage of a request that lost an item. Thread-safe. */
public final class WhyNotFinder {
  /** How many items may be asked for at once. */
  public static final int MAX_ITEMS = 20;

  private final Function<String, @Nullable CatalogItem> catalog;
  private final Filtering filtering;

  public WhyNotFinder(ItemCatalog catalog, Filtering filtering) {
    this(catalog::find, filtering);
  }

  WhyNotFinder(Function<String, @Nullable CatalogItem> catalog, Filtering filtering) {
    this.catalog = catalog;
    this.filtering = filtering;
  }

  /** One answer for each id, in their order. O(items of the catalogue) where none was retrieved. */
  public List<WhyNot> find(Recommendation made, Collection<String> itemIds) {
    SourceStandings standings = new SourceStandings(made);
    return itemIds.stream().map(id -> find(made, id, standings)).toList();
  }

  private WhyNot find(Recommendation made, String id, SourceStandings standings) {
    List<Ranked.Entry> shown = made.slate().entries();
    for (int place = 0; place < shown.size(); place++) {
      if (shown.get(place).candidate().item().id().equals(id)) {
        return new Answer(id, shown.get(place).candidate().item())
            .of(Outcome.SHOWN, "it is shown, at place " + (place + 1))
            .at(place, shown.get(place).score(), shown.get(shown.size() - 1).score());
      }
    }
    for (Eligible.Removal removal : made.eligible().removed()) {
      if (removal.candidate().item().id().equals(id)) {
        return removed(id, removal);
      }
    }
    List<Ranked.Entry> ranked = made.ranked().entries();
    for (int place = 0; place < ranked.size(); place++) {
      if (ranked.get(place).candidate().item().id().equals(id)) {
        return ranked(made, ranked.get(place), place);
      }
    }
    return notRetrieved(made, id, standings);
  }

  private static WhyNot removed(String id, Eligible.Removal removal) {
    String sources =
        removal.candidate().origins().stream()
            .map(Candidate.Origin::source)
            .collect(Collectors.joining(", "));
    return new Answer(id, removal.candidate().item())
        .of(
            Outcome.REMOVED,
            "found by "
                + sources
                + ", then removed by the filter "
                + removal.filter()
                + ": "
                + removal.reason(),
            List.of(removal.filter()));
  }

  private static WhyNot ranked(Recommendation made, Ranked.Entry entry, int place) {
    int size = made.slate().entries().size();
    List<Ranked.Entry> ranked = made.ranked().entries();
    float cutoff = size == 0 ? Float.NaN : ranked.get(Math.min(size, ranked.size()) - 1).score();
    Set<String> by = passedBy(made, place);
    Optional<Slate.Move> own =
        made.slate().moves().stream()
            .filter(move -> move.itemId().equals(entry.candidate().item().id()))
            .findFirst();
    own.ifPresent(move -> by.add(move.by()));
    boolean outranked = place >= size;
    String words =
        String.format(
            Locale.ROOT,
            "ranked at place %d with score %.4f; %d are shown and the cut-off is %.4f",
            place + 1,
            entry.score(),
            size,
            cutoff);
    if (!by.isEmpty()) {
      words += "; " + String.join(", ", by) + " moved others before it";
    }
    if (own.isPresent()) {
      words += " (" + own.get().by() + ": " + own.get().detail() + ")";
    }
    return new Answer(entry.candidate().item().id(), entry.candidate().item())
        .of(outranked ? Outcome.OUTRANKED : Outcome.DISPLACED, words, List.copyOf(by))
        .at(place, entry.score(), cutoff);
  }

  /** The re-rankers that lifted items from below a place into the slate. */
  private static Set<String> passedBy(Recommendation made, int place) {
    return made.slate().moves().stream()
        .filter(move -> move.from() > place && move.to() < made.slate().entries().size())
        .map(Slate.Move::by)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private WhyNot notRetrieved(Recommendation made, String id, SourceStandings standings) {
    CatalogItem item = catalog.apply(id);
    Answer answer = new Answer(id, item);
    if (item == null || item.facts() == null) {
      return answer.of(Outcome.UNKNOWN, "the catalogue has no item " + id);
    }
    Eligible.Removal refusal = filtering.refuse(made.context(), new Candidate(item, List.of()));
    if (!item.isAvailableAt(made.context().nowMs())) {
      return answer.of(
          Outcome.UNAVAILABLE,
          "the catalogue does not let it be shown: "
              + (refusal == null ? "not available" : refusal.reason()));
    }
    if (!made.context().isInScope(item)) {
      return refusal == null
          ? answer.of(Outcome.OUT_OF_SCOPE, "the request does not ask for such items")
          : answer.of(
              Outcome.OUT_OF_SCOPE,
              "the request does not ask for such items: " + refusal.reason(),
              List.of(refusal.filter()));
    }
    String words = "no source found it";
    if (refusal != null) {
      words += "; the filter " + refusal.filter() + " would remove it: " + refusal.reason();
    }
    return answer
        .of(Outcome.NOT_RETRIEVED, words, refusal == null ? List.of() : List.of(refusal.filter()))
        .with(standings.of(item));
  }

  /** What all answers about an item have. */
  private record Answer(String id, @Nullable CatalogItem item) {

    WhyNot of(Outcome outcome, String words) {
      return of(outcome, words, List.of());
    }

    WhyNot of(Outcome outcome, String words, List<String> by) {
      return new WhyNot(id, Explainer.title(item), outcome, words, by, null, null, null, List.of());
    }
  }
}
