package dev.slate.serving.retrieve;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.Deadline;
import dev.slate.serving.context.RequestContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the sources and merges what they find. All of them work in memory and take tens of
 * microseconds, so they run one after the other: handing them to other threads costs more.
 */
public final class Retrieval {
  private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);

  /** So many candidates are merged before the table grows. */
  private static final int MERGED = 1_024;

  private static final class Source {
    final Retriever retriever;
    final Timer timer;
    // What it lately took: a moving average, racy on purpose.
    volatile long usualNanos;

    Source(Retriever retriever, Timer timer) {
      this.retriever = retriever;
      this.timer = timer;
    }

    boolean needsMoreThan(long nanos) {
      if (usualNanos <= nanos) {
        return false;
      }
      // It is asked again after a while: it may have become quick.
      usualNanos -= usualNanos / 16;
      return true;
    }

    void took(long nanos) {
      usualNanos += (nanos - usualNanos) / 8;
    }
  }

  private final List<Source> sources;

  /**
   * @param retrievers in the order of trust; the last one must always find something and is never
   *     skipped
   */
  public Retrieval(List<Retriever> retrievers, MeterRegistry meters) {
    sources =
        retrievers.stream()
            .map(r -> new Source(r, meters.timer("slate.source", "source", r.name())))
            .toList();
  }

  /** The sources, in the order of trust. */
  public List<Retriever> retrievers() {
    return sources.stream().map(source -> source.retriever).toList();
  }

  /**
   * Asks every source of the context's rung that has the time: its budget is what the ones before
   * it left of the stage's, and one that lately needed more is left out.
   */
  public Candidates retrieve(RequestContext context) {
    IdentityHashMap<CatalogItem, Candidate> merged = new IdentityHashMap<>(MERGED);
    List<Candidate> inOrder = new ArrayList<>();
    List<Candidates.SourceReport> reports = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      if (!source.retriever.applies(context)) {
        continue;
      }
      long left = context.deadline().remainingNanos(Deadline.Stage.RETRIEVE);
      if (i < sources.size() - 1 && (left == 0 || source.needsMoreThan(left))) {
        reports.add(
            report(
                source, 0, 0, "skipped", left == 0 ? "the budget was used up" : "takes too long"));
        continue;
      }
      reports.add(ask(source, context, merged, inOrder));
    }
    Prefetch.of(inOrder);
    return new Candidates(inOrder, reports);
  }

  private static Candidates.SourceReport ask(
      Source source,
      RequestContext context,
      IdentityHashMap<CatalogItem, Candidate> merged,
      List<Candidate> inOrder) {
    long begin = System.nanoTime();
    try {
      List<Retriever.Found> found = source.retriever.retrieve(context);
      for (int rank = 0; rank < found.size(); rank++) {
        Retriever.Found one = found.get(rank);
        Candidate candidate = merged.get(one.item());
        if (candidate == null) {
          candidate = new Candidate(one.item(), new ArrayList<>(4));
          merged.put(one.item(), candidate);
          inOrder.add(candidate);
        }
        candidate.origins().add(new Candidate.Origin(source.retriever.name(), rank, one.score()));
      }
      long nanos = System.nanoTime() - begin;
      source.took(nanos);
      return report(source, found.size(), nanos, "ok", null);
    } catch (RuntimeException e) {
      LOG.warn("source {} failed", source.retriever.name(), e);
      return report(source, 0, System.nanoTime() - begin, "failed", e.toString());
    }
  }

  private static Candidates.SourceReport report(
      Source source, int candidates, long nanos, String state, @Nullable String detail) {
    source.timer.record(nanos, TimeUnit.NANOSECONDS);
    return new Candidates.SourceReport(
        source.retriever.name(), candidates, nanos / 1_000, state, detail);
  }
}
