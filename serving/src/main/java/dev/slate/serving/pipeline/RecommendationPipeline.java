package dev.slate.serving.pipeline;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.ContextFactory;
import dev.slate.serving.context.Deadline;
import dev.slate.serving.context.LadderStep;
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
import dev.slate.serving.retrieve.Retriever;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The request path. Thread-safe; one call blocks for one round trip to the online store. A stage
 * that fails or comes too late costs the answer a rung or its order, never the answer; only
 * filtering is not forgiven.
 */
public final class RecommendationPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(RecommendationPipeline.class);

  private final ContextFactory contexts;
  private final Retrieval retrieval;
  private final Filtering filtering;
  private final Hydrator hydrator;
  private final Ranking ranking;
  private final Reranker reranker;
  private final Consumer<Recommendation> after;
  private final StageTimers timers;

  public RecommendationPipeline(
      ContextFactory contexts,
      Retrieval retrieval,
      Filtering filtering,
      Hydrator hydrator,
      Ranking ranking,
      Reranker reranker,
      Consumer<Recommendation> after,
      MeterRegistry meters) {
    this.contexts = contexts;
    this.retrieval = retrieval;
    this.filtering = filtering;
    this.hydrator = hydrator;
    this.ranking = ranking;
    this.reranker = reranker;
    this.after = after;
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
    Recommendation made = run(context, retrieval, filtering, clock);
    after.accept(made);
    return made;
  }

  /** Every stage behind the context once more, from recorded sources; nothing follows. */
  public Recommendation replay(
      RequestContext context, Retrieval recorded, Filtering recordedFiltering) {
    return run(
        context,
        recorded,
        recordedFiltering,
        new StageClock(new StageTimers(new SimpleMeterRegistry())));
  }

  /** The sources that are asked. */
  public List<Retriever> retrievers() {
    return retrieval.retrievers();
  }

  public Filtering filtering() {
    return filtering;
  }

  private Recommendation run(
      RequestContext context, Retrieval from, Filtering through, StageClock clock) {
    Candidates candidates = clock.time("retrieve", () -> from.retrieve(context));
    Eligible eligible = clock.time("filter", () -> through.filter(context, candidates));
    Hydrated hydrated = clock.time("hydrate", () -> hydrate(context, eligible));
    Ranked ranked = clock.time("rank", () -> ranking.rank(context, hydrated));
    Chosen chosen = clock.time("rerank", () -> rerank(context, hydrated, ranked));
    return new Recommendation(
        context, candidates, eligible, hydrated, chosen.ranked, chosen.slate, clock.stages());
  }

  private Hydrated hydrate(RequestContext context, Eligible eligible) {
    try {
      return hydrator.hydrate(context, eligible);
    } catch (RuntimeException e) {
      LOG.error("hydration failed", e);
      return new Hydrated(eligible.kept(), List.of(), new float[0]);
    }
  }

  /** The slate, and the ranking with why it is not re-ranked, if so. */
  private record Chosen(Ranked ranked, Slate slate) {}

  private Chosen rerank(RequestContext context, Hydrated hydrated, Ranked ranked) {
    if (context.deadline().isTooLateFor(Deadline.Stage.RERANK)) {
      return byRelevance(
          context, ranked, "the time for this request was used up before re-ranking");
    }
    try {
      return new Chosen(ranked, reranker.rerank(context, hydrated, ranked));
    } catch (RuntimeException e) {
      LOG.error("{} failed", reranker.name(), e);
      return byRelevance(context, ranked, "re-ranking failed");
    }
  }

  private Chosen byRelevance(RequestContext context, Ranked ranked, String reason) {
    String before = ranked.step().reason();
    LadderStep step =
        new LadderStep(ranked.step().rung(), before == null ? reason : before + "; " + reason);
    return new Chosen(new Ranked(ranked.entries(), step), reranker.byRelevance(context, ranked));
  }
}
