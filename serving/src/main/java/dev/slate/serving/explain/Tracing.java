package dev.slate.serving.explain;

import dev.slate.serving.model.ModelShelf;

/**
 * What the API explains with.
 *
 * @param models versions to replay through
 */
public record Tracing(
    Explainer explainer,
    WhyNotFinder whyNot,
    TraceLog log,
    TraceStore store,
    TracedUsers users,
    Replay replay,
    ModelShelf models) {}
