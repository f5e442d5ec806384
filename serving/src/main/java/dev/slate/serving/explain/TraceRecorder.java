package dev.slate.serving.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FrozenState;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Situation;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.context.UserState;
import dev.slate.serving.filter.Eligible;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.scope.ItemFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the {@link TraceRecord} of a request. Thread-safe. */
public final class TraceRecorder {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Explainer explainer;

  public TraceRecorder(Explainer explainer) {
    this.explainer = explainer;
  }

  TraceRecord record(Recommendation made, TraceRecord.Cause cause) {
    RequestContext context = made.context();
    return new TraceRecord(
        context.request().requestId(),
        cause,
        request(context.request()),
        context.nowMs(),
        context.modelVersion(),
        context.parameters().byKey(),
        context.experiments(),
        context.segment(),
        context.start(),
        made.ranked().step(),
        isByRelevance(made),
        user(context),
        made.candidates().sources(),
        candidates(made),
        shown(made),
        MAPPER.valueToTree(explainer.explain(made)));
  }

  private static TraceRecord.Request request(SlateRequest request) {
    ItemFilter filter = request.scope().filter();
    Situation situation = request.situation();
    return new TraceRecord.Request(
        request.userId(),
        request.session(),
        request.count(),
        request.surface(),
        request.exclude(),
        request.category(),
        filter == null ? null : filter.text(),
        request.scope().include(),
        situation.device(),
        situation.zone() == null ? null : situation.zone().getId(),
        situation.localTimeMs(),
        situation.currentItem(),
        request.earlier().hashes(),
        request.begunMs());
  }

  private static boolean isByRelevance(Recommendation made) {
    List<Ranked.Entry> shown = made.slate().entries();
    return shown.size() <= made.ranked().entries().size()
        && shown.equals(made.ranked().entries().subList(0, shown.size()));
  }

  private static TraceRecord.User user(RequestContext context) {
    UserState user = context.user();
    return new TraceRecord.User(
        TraceRecord.Row.of(user.activity()),
        TraceRecord.Row.of(user.longterm()),
        user.history(),
        user.problem(),
        List.copyOf(context.historyFacts().values()));
  }

  private static List<TraceRecord.Logged> candidates(Recommendation made) {
    IdentityHashMap<CatalogItem, Eligible.Removal> removals = new IdentityHashMap<>();
    made.eligible().removed().forEach(one -> removals.put(one.candidate().item(), one));
    IdentityHashMap<CatalogItem, Hydrated.Input> inputs = new IdentityHashMap<>();
    for (int row = 0; row < made.hydrated().inputs().size(); row++) {
      inputs.put(made.hydrated().candidates().get(row).item(), made.hydrated().inputs().get(row));
    }
    Set<String> ids = new HashSet<>();
    List<TraceRecord.Logged> all = new ArrayList<>();
    for (Candidate one : made.candidates().items()) {
      ids.add(one.item().id());
      all.add(logged(one, inputs.get(one.item()), removals.get(one.item())));
    }
    for (Ranked.Entry entry : made.slate().entries()) {
      // What filled the slate up was no candidate: no source found it.
      if (ids.add(entry.candidate().item().id())) {
        all.add(logged(new Candidate(entry.candidate().item(), List.of()), null, null));
      }
    }
    return all;
  }

  /** What the ranker read where it read any; else the item as it is now, a moment later. */
  private static TraceRecord.Logged logged(
      Candidate candidate, Hydrated.@Nullable Input input, Eligible.@Nullable Removal removal) {
    Item facts = input == null ? candidate.item().facts() : input.facts();
    FrozenState state = input == null ? null : input.activity().state();
    FeatureRow longterm = input == null ? null : input.longterm();
    return new TraceRecord.Logged(
        candidate.item().id(),
        candidate.origins(),
        facts,
        state == null ? null : state.bytes(),
        longterm == null ? null : TraceRecord.Row.of(longterm),
        removal == null ? null : removal.filter(),
        removal == null ? null : removal.reason());
  }

  /** The slate's items. */
  static List<TraceRecord.Shown> shown(Recommendation made) {
    return made.slate().entries().stream().map(TraceRecorder::shown).toList();
  }

  private static TraceRecord.Shown shown(Ranked.Entry entry) {
    CatalogItem item = entry.candidate().item();
    Item facts = item.facts();
    return new TraceRecord.Shown(
        item.id(),
        entry.score(),
        facts == null ? "" : facts.title(),
        facts == null ? List.of() : facts.categories(),
        entry.candidate().origins().stream().map(Candidate.Origin::source).toList());
  }
}
