package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.IndexChoice.Measurement;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the configured index. {@link IndexEngine#AUTO} measures the exact scan and our graph and
 * takes the cheaper one of recall 0.99; hnswlib serves only when asked for, as each load builds it
 * anew.
 */
public final class IndexBuilder {
  /** What counts as the right answers. */
  static final double RECALL = 0.99;

  /** Search widths tried, cheapest first. */
  private static final int[] WIDTHS = {100, 150, 200, 300, 400, 600, 800};

  private static final long SEED = 20_161;

  private final IndexEngine engine;

  public IndexBuilder(IndexEngine engine) {
    this.engine = engine;
  }

  /**
   * @param vectors items {@code [n x d]}
   * @param queries a sample of what will be asked {@code [q x d]}; a few hundred are enough
   * @throws IllegalArgumentException if a vector is not finite
   */
  public BuiltIndex build(FloatMatrix vectors, FloatMatrix queries) {
    IndexProbe probe = new IndexProbe(new ExactIndex(vectors), queries);
    List<Candidate> candidates = new ArrayList<>();
    switch (engine) {
      case AUTO -> {
        candidates.add(exact(vectors, probe));
        candidates.add(hnsw(vectors, probe));
      }
      case EXACT -> candidates.add(exact(vectors, probe));
      case HNSW -> candidates.add(hnsw(vectors, probe));
      case HNSWLIB -> candidates.add(hnswlib(vectors, probe));
    }
    Candidate chosen = candidates.get(0);
    for (Candidate candidate : candidates) {
      if (candidate.measured.recall() >= RECALL
          && candidate.measured.microsPerQuery() < chosen.measured.microsPerQuery()) {
        chosen = candidate;
      }
    }
    return new BuiltIndex(
        chosen.index,
        new IndexChoice(
            engine.configName(),
            chosen.measured.engine(),
            chosen.measured.searchWidth(),
            candidates.stream().map(Candidate::measured).toList()));
  }

  /** The index that a choice names, from its vectors alone. */
  public static VectorIndex rebuild(IndexChoice choice, FloatMatrix vectors) {
    return switch (IndexEngine.ofConfigName(choice.engine())) {
      case EXACT -> new ExactIndex(vectors);
      case HNSW -> HnswIndex.build(vectors, choice.searchWidth(), SEED);
      case HNSWLIB -> HnswlibIndex.build(vectors, choice.searchWidth());
      case AUTO -> throw new IllegalArgumentException("engine: auto (expected: the one chosen)");
    };
  }

  private record Candidate(VectorIndex index, Measurement measured) {}

  private static Candidate exact(FloatMatrix vectors, IndexProbe probe) {
    long start = System.nanoTime();
    ExactIndex index = new ExactIndex(vectors);
    return new Candidate(index, probe.measure(index, 0, System.nanoTime() - start));
  }

  private static Candidate hnsw(FloatMatrix vectors, IndexProbe probe) {
    long start = System.nanoTime();
    HnswIndex built = HnswIndex.build(vectors, WIDTHS[0], SEED);
    long buildNs = System.nanoTime() - start;
    Candidate candidate = new Candidate(built, probe.measure(built, WIDTHS[0], buildNs));
    for (int w = 1; w < WIDTHS.length && candidate.measured.recall() < RECALL; w++) {
      HnswIndex wider = built.withWidth(WIDTHS[w]);
      candidate = new Candidate(wider, probe.measure(wider, WIDTHS[w], buildNs));
    }
    return candidate;
  }

  private static Candidate hnswlib(FloatMatrix vectors, IndexProbe probe) {
    long start = System.nanoTime();
    HnswlibIndex index = HnswlibIndex.build(vectors, WIDTHS[1]);
    return new Candidate(index, probe.measure(index, WIDTHS[1], System.nanoTime() - start));
  }
}
