package dev.slate.serving.pipeline;

import dev.slate.serving.after.Aftermath;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.ContextFactory;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.filter.Eligible;
import dev.slate.serving.filter.Filtering;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.hydrate.Hydrator;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.rank.Ranking;
import dev.slate.serving.rerank.Reranker;
import dev.slate.serving.rerank.Slate;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.retrieve.Candidates;
import dev.slate.serving.retrieve.Retrieval;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The request path. Thread-safe; one call blocks for one round trip to the online store. */
public final class RecommendationPipeline {
  private final ContextFactory contexts;
  private final Retrieval retrieval;
  private final Filtering filtering;
  private final Hydrator hydrator;
  private final Ranking ranking;
  private final Reranker reranker;
  private final Aftermath aftermath;
  private final StageTimers timers;

  public RecommendationPipeline(
      ContextFactory contexts,
      Retrieval retrieval,
      Filtering filtering,
      Hydrator hydrator,
      Ranking ranking,
      Reranker reranker,
      Aftermath aftermath,
      MeterRegistry meters) {
    this.contexts = contexts;
    this.retrieval = retrieval;
    this.filtering = filtering;
    this.hydrator = hydrator;
    this.ranking = ranking;
    this.reranker = reranker;
    this.aftermath = aftermath;
    this.timers = new StageTimers(meters);
  }

  /** Items with their scores, best first. */
  public record Scored(RequestContext context, Ranked ranked) {}

  /** Scores items as this request would; nothing is removed, shown or logged. */
  public Scored score(SlateRequest request, List<CatalogItem> items) {
    RequestContext context = contexts.create(request);
    List<Candidate> candidates =
        items.stream().map(item -> new Candidate(item, List.of())).toList();
    Hydrated hydrated = hydrator.hydrate(context, new Eligible(candidates, List.of()));
    return new Scored(context, ranking.rank(context, hydrated));
  }

  /** What a request would know. */
  public RequestContext context(SlateRequest request) {
    return contexts.create(request);
  }

  /** Makes one slate: every stage in order. */
  public Recommendation recommend(SlateRequest request) {
    StageClock clock = new StageClock(timers);
    RequestContext context = clock.time("context", () -> contexts.create(request));
    Candidates candidates = clock.time("retrieve", () -> retrieval.retrieve(context));
    Eligible eligible = clock.time("filter", () -> filtering.filter(context, candidates));
    Hydrated hydrated = clock.time("hydrate", () -> hydrator.hydrate(context, eligible));
    Ranked ranked = clock.time("rank", () -> ranking.rank(context, hydrated));
    Slate slate = clock.time("rerank", () -> reranker.rerank(context, ranked));
    Recommendation made =
        new Recommendation(context, candidates, eligible, hydrated, ranked, slate, clock.stages());
    aftermath.follow(made);
    return made;
  }
}
