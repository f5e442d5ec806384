package dev.slate.serving.pipeline;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.Eligible;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.rerank.Slate;
import dev.slate.serving.retrieve.Candidates;
import java.util.List;

/** A slate with the result of every stage, so that it can be explained without being made again. */
public record Recommendation(
    RequestContext context,
    Candidates candidates,
    Eligible eligible,
    Hydrated hydrated,
    Ranked ranked,
    Slate slate,
    List<StageTime> stages) {

  public record StageTime(String name, long micros) {}
}
