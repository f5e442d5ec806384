package dev.slate.serving.filter;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.retrieve.Candidates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the filters in order, cheap ones first; the first refusal counts. */
public final class Filtering {
  private final List<CandidateFilter> filters;

  public Filtering(List<CandidateFilter> filters) {
    this.filters = List.copyOf(filters);
  }

  /** In the order in which they are asked. */
  public List<CandidateFilter> filters() {
    return filters;
  }

  public Eligible filter(RequestContext context, Candidates candidates) {
    List<Candidate> kept = new ArrayList<>(candidates.items().size());
    List<Eligible.Removal> removed = new ArrayList<>();
    for (Candidate candidate : candidates.items()) {
      Eligible.Removal removal = refuse(context, candidate);
      if (removal == null) {
        kept.add(candidate);
      } else {
        removed.add(removal);
      }
    }
    return new Eligible(kept, removed);
  }

  /** Whether no filter refuses an item. */
  public boolean admits(RequestContext context, CatalogItem item) {
    for (CandidateFilter filter : filters) {
      if (filter.refusal(context, item) != null) {
        return false;
      }
    }
    return true;
  }

  /** The filters that give way when a slate would stay short otherwise. */
  public List<String> yielding() {
    return filters.stream().filter(f -> !f.isAbsolute()).map(CandidateFilter::name).toList();
  }

  /** Whether no absolute filter refuses an item. */
  public boolean admitsAtNeed(RequestContext context, CatalogItem item) {
    for (CandidateFilter filter : filters) {
      if (filter.isAbsolute() && filter.refusal(context, item) != null) {
        return false;
      }
    }
    return true;
  }

  /** The first refusal of a candidate, null if it may be shown. */
  public Eligible.@Nullable Removal refuse(RequestContext context, Candidate candidate) {
    for (CandidateFilter filter : filters) {
      String reason = filter.refusal(context, candidate.item());
      if (reason != null) {
        return new Eligible.Removal(candidate, filter.name(), reason);
      }
    }
    return null;
  }
}
