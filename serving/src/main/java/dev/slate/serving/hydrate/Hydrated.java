package dev.slate.serving.hydrate;

import dev.slate.serving.retrieve.Candidate;
import java.util.List;

/**
 * Result of the third stage.
 *
 * @param candidates same size and order as what came in
 * @param features {@code [n x FeatureAssembler.size()]}; empty where no ranker will read them
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per request, read by the next stage.
public record Hydrated(List<Candidate> candidates, float[] features) {}
