package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;

/** A ranker, and a cheaper one of the same inputs for when there is no time. */
public record TieredRanker(Ranker full, Ranker light) implements Ranker {

  public TieredRanker {
    if (full.inputs() != light.inputs()) {
      throw new FormatException(
          "light.inputs: %d (expected: %d)".formatted(light.inputs(), full.inputs()));
    }
  }

  @Override
  public int inputs() {
    return full.inputs();
  }

  @Override
  public void margins(float[] rows, int n, float[] out) {
    full.margins(rows, n, out);
  }
}
