package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;

/**
 * Platt scaling (1999): {@code scale * margin + offset}. The order is the model's; the scores
 * become the probabilities that users were seen to choose with.
 *
 * @param scale above 0
 */
public record CalibratedRanker(Ranker model, float scale, float offset) implements Ranker {

  public CalibratedRanker {
    if (!(scale > 0) || !Float.isFinite(scale) || !Float.isFinite(offset)) {
      throw new FormatException(
          "calibration: %s, %s (expected: finite, scale above 0)".formatted(scale, offset));
    }
  }

  @Override
  public int inputs() {
    return model.inputs();
  }

  @Override
  public void margins(float[] rows, int n, float[] out) {
    model.margins(rows, n, out);
    for (int r = 0; r < n; r++) {
      out[r] = scale * out[r] + offset;
    }
  }
}
