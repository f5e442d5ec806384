package dev.slate.serving.explain;

import dev.slate.data.catalog.Item;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.context.ContextSettings;
import dev.slate.serving.context.Deadline;
import dev.slate.serving.context.EarlierPages;
import dev.slate.serving.context.LadderStep;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.context.Situation;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.context.UserState;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.filter.CandidateFilter;
import dev.slate.serving.filter.Filtering;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.retrieve.Retrieval;
import dev.slate.serving.retrieve.Retriever;
import dev.slate.serving.scope.ItemFilter;
import dev.slate.serving.scope.Scope;
import dev.slate.training.model.candidate.UserQuery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a logged request's slate again, by the stages that serve, from what they had then: the
 * user's rows, the candidates of each source with their features, the filters' verdicts, one time.
 * By the same model and parameters it is the same slate to the last bit, whatever happened since.
 *
 * <p>A source is asked again, with today's catalogue, only where the record cannot answer: when
 * another model or other parameters of that source are wanted. Thread-safe.
 */
public final class Replay {
  /** Sources that no model has a part in. */
  private static final Set<String> LISTS =
      Set.of("popular", "trending", "new", "segment", "last-good", "included");

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FeatureCatalog features;
  private final RecommendationPipeline pipeline;
  private final Explainer explainer;
  private final ItemCatalog catalog;
  private final Supplier<ItemLists> lists;
  private final ContextSettings settings;

  public Replay(
      FeatureCatalog features,
      RecommendationPipeline pipeline,
      Explainer explainer,
      ItemCatalog catalog,
      Supplier<ItemLists> lists,
      ContextSettings settings) {
    this.features = features;
    this.pipeline = pipeline;
    this.explainer = explainer;
    this.catalog = catalog;
    this.lists = lists;
    this.settings = settings;
  }

  /**
   * Replays a logged request.
   *
   * @param model that is to answer; null as it was if there was none
   * @param experiments variants as they are to be shown
   * @param changes parameters that are to differ from the recorded ones
   */
  public ReplayAnswer replay(
      TraceRecord record,
      @Nullable ServedModel model,
      Map<String, String> experiments,
      Map<String, Double> changes,
      List<String> whyNot) {
    RecordedItems items = new RecordedItems(record, features, catalog);
    Parameters parameters =
        settings.parameters().everywhere().withValues(record.parameters()).withValues(changes);
    String version = model == null ? null : model.version();
    boolean isSameModel = Objects.equals(version, record.model());
    boolean isAsServed = isSameModel && parameters.byKey().equals(recorded(record));
    RequestContext context =
        context(
            record,
            model,
            parameters,
            experiments,
            deadline(record, isAsServed),
            isAsServed ? ItemLists.recorded(items.filled(record)) : lists.get());
    List<String> repeated = new ArrayList<>();
    Recommendation made =
        pipeline.replay(
            context,
            new Retrieval(
                sources(record, items, isSameModel, parameters, repeated),
                new SimpleMeterRegistry()),
            new Filtering(filters(items, record, parameters)));
    LadderStep step = isAsServed ? record.reached() : made.ranked().step();
    List<TraceRecord.Shown> shown = TraceRecorder.shown(made);
    return new ReplayAnswer(
        record.requestId(),
        new ReplayAnswer.Side(
            record.model(),
            record.experiments(),
            record.parameters(),
            record.reached().rung().wireName(),
            record.reached().reason(),
            record.items()),
        new ReplayAnswer.Side(
            version, experiments, parameters.byKey(), step.rung().wireName(), step.reason(), shown),
        shown.equals(record.items()),
        ReplayAnswer.differences(record.items(), shown),
        repeated,
        explainer.explain(made),
        new WhyNotFinder(id -> item(items, id), pipeline.filtering()).find(made, whyNot));
  }

  private @Nullable CatalogItem item(RecordedItems items, String id) {
    CatalogItem recorded = items.find(id);
    return recorded == null ? catalog.find(id) : recorded;
  }

  /** The recorded parameters, and today's default of those that were not there yet. */
  private Map<String, Double> recorded(TraceRecord record) {
    return settings.parameters().everywhere().withValues(record.parameters()).byKey();
  }

  /** Plenty of time, but for what the served slate had to do without. */
  private static Deadline deadline(TraceRecord record, boolean isAsServed) {
    boolean isUnranked =
        isAsServed && record.start().rung() == Rung.FULL && record.reached().rung() == Rung.LIGHT;
    boolean isByRelevance = isAsServed && record.isByRelevance();
    return Deadline.in(
        PATIENCE, new SlateConfig.Stages(1, 1, isUnranked ? 0 : 1, isByRelevance ? 0 : 1));
  }

  private RequestContext context(
      TraceRecord record,
      @Nullable ServedModel model,
      Parameters parameters,
      Map<String, String> experiments,
      Deadline deadline,
      ItemLists available) {
    UserState user = user(record.user());
    Map<String, Item> facts = new HashMap<>();
    record.user().historyFacts().forEach(item -> facts.put(item.itemId(), item));
    Map<String, RecentItem> seen = new HashMap<>();
    user.history().forEach(recent -> seen.putIfAbsent(recent.itemId(), recent));
    return new RequestContext(
        request(record),
        record.timeMs(),
        deadline,
        user,
        seen,
        facts,
        CategoryProfile.of(user.history(), facts::get),
        record.segment(),
        available,
        model == null
            ? null
            : new ModelSide(
                model, UserQuery.of(model.bundle(), user.history(), settings.minRating())),
        experiments,
        parameters,
        record.start());
  }

  private UserState user(TraceRecord.User user) {
    return new UserState(
        user.activity().in(features.userActivity(), user.history()),
        user.longterm().in(features.userLongterm(), List.of()),
        user.history(),
        user.problem());
  }

  private static SlateRequest request(TraceRecord record) {
    TraceRecord.Request request = record.request();
    return new SlateRequest(
        record.requestId(),
        request.userId(),
        request.session(),
        request.count(),
        request.surface(),
        request.exclude(),
        new Scope(
            request.category(),
            request.filter() == null ? null : ItemFilter.parse(request.filter()),
            request.include()),
        new Situation(
            request.device(),
            request.zone() == null ? null : ZoneId.of(request.zone()),
            request.localTimeMs(),
            request.currentItem()),
        EarlierPages.of(request.earlier()),
        request.begunMs());
  }

  private List<Retriever> sources(
      TraceRecord record,
      RecordedItems items,
      boolean isSameModel,
      Parameters parameters,
      List<String> repeated) {
    Map<String, Double> before = recorded(record);
    Map<String, Double> after = parameters.byKey();
    List<Retriever> sources = new ArrayList<>();
    for (Retriever source : pipeline.retrievers()) {
      String prefix = "retrieve." + source.name() + ".";
      boolean isByModel = !LISTS.contains(source.name());
      boolean isChanged =
          after.entrySet().stream()
              .anyMatch(
                  e ->
                      e.getKey().startsWith(prefix)
                          && !e.getValue().equals(before.get(e.getKey())));
      if (!source.serves(record.start().rung())) {
        continue;
      }
      if (isChanged || (isByModel && !isSameModel)) {
        repeated.add(source.name());
        sources.add(new RepeatedRetriever(source, items));
      } else {
        sources.add(new RecordedRetriever(source.name(), items.foundBy(source.name())));
      }
    }
    return sources;
  }

  /** Verdicts of then, unless the filters' own parameters are other ones now. */
  private List<CandidateFilter> filters(
      RecordedItems items, TraceRecord record, Parameters parameters) {
    Map<String, Double> before = recorded(record);
    boolean isChanged =
        parameters.byKey().entrySet().stream()
            .anyMatch(
                e ->
                    e.getKey().startsWith("filter.")
                        && !e.getValue().equals(before.get(e.getKey())));
    return isChanged
        ? pipeline.filtering().filters()
        : pipeline.filtering().filters().stream()
            .map(filter -> (CandidateFilter) new RecordedFilter(filter, items))
            .toList();
  }
}
