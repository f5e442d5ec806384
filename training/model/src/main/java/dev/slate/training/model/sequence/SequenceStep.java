package dev.slate.training.model.sequence;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import dev.slate.training.model.kernel.MatrixView;
import java.util.Arrays;

/**
 * Loss and gradient of a batch: at every interaction a softmax over the candidates for what was
 * chosen next. {@code logit(p, j) = out_p . v_j - logQ_j}, {@code loss = log sum_j exp(logit(p, j))
 * - logit(p, target)}. Deterministic; keeps scratch space, so one thread each.
 *
 * <p>A batch is O(P (m d + L d (d + h + T))).
 */
final class SequenceStep {
  private static final Kernel KERNEL = Kernels.best();

  /** Logits at once, so that they stay near. */
  private static final int CHUNK = 1 << 18;

  private final Encoder encoder;
  private final int d;
  private final int[] slots;
  private float[] rows = {};
  private float[] columns = {};
  private float[] dColumns = {};
  private float[] logits = {};
  private float[] dOut = {};

  SequenceStep(SequenceParameters parameters) {
    encoder = new Encoder(parameters);
    d = parameters.shape().dim();
    slots = new int[parameters.categories().items()];
  }

  /**
   * Adds to the gradient, of which {@code item()} is that by the items' vectors.
   *
   * @param items vectors of all items {@code [n x d]}
   * @param candidates have all of the batch's targets
   * @param weight of each interaction's loss
   * @return the weighted loss
   */
  double run(
      SequenceBatch batch,
      float[] items,
      Candidates candidates,
      float weight,
      Dropout dropout,
      SequenceParameters gradient) {
    int m = candidates.items().length;
    gather(items, candidates.items());
    float[] out = encoder.forward(batch, items, dropout);
    dOut = Buffers.atLeast(dOut, batch.size() * d);
    Arrays.fill(dOut, 0, batch.size() * d, 0);
    int chunk = Math.max(1, CHUNK / m);
    logits = Buffers.atLeast(logits, chunk * m);
    double loss = 0;
    for (int from = 0; from < batch.size(); from += chunk) {
      int count = Math.min(chunk, batch.size() - from);
      loss += chunk(batch, candidates, out, from, count);
    }
    for (int i = 0; i < batch.size() * d; i++) {
      dOut[i] *= weight;
    }
    scatter(candidates.items(), weight, gradient.item().values());
    encoder.backward(batch, dOut, dropout, gradient);
    return loss * weight;
  }

  private void gather(float[] items, int[] candidates) {
    int m = candidates.length;
    rows = Buffers.atLeast(rows, m * d);
    columns = Buffers.atLeast(columns, m * d);
    dColumns = Buffers.atLeast(dColumns, m * d);
    Arrays.fill(dColumns, 0, m * d, 0);
    for (int j = 0; j < m; j++) {
      slots[candidates[j]] = j;
      System.arraycopy(items, candidates[j] * d, rows, j * d, d);
      for (int i = 0; i < d; i++) {
        columns[i * m + j] = rows[j * d + i];
      }
    }
  }

  private double chunk(
      SequenceBatch batch, Candidates candidates, float[] out, int from, int count) {
    int m = candidates.items().length;
    MatrixView users = MatrixView.of(out, d).from(from, 0);
    MatrixView scores = MatrixView.of(logits, m);
    Arrays.fill(logits, 0, count * m, 0);
    KERNEL.multiplyAdd(count, m, d, users, MatrixView.of(columns, m), scores);
    double loss = 0;
    for (int row = 0; row < count; row++) {
      int at = row * m;
      int own = slots[batch.targets()[from + row]];
      KERNEL.addScaled(-1, candidates.logQ(), 0, logits, at, m);
      logits[at + own] += candidates.logQ()[own];
      double target = logits[at + own];
      loss += KERNEL.softmax(logits, at, m) - target;
      logits[at + own] -= 1;
    }
    KERNEL.multiplyAdd(
        count, d, m, scores, MatrixView.of(rows, d), MatrixView.of(dOut, d).from(from, 0));
    KERNEL.multiplyAdd(d, m, count, users.transposed(), scores, MatrixView.of(dColumns, m));
    return loss;
  }

  private void scatter(int[] candidates, float weight, float[] dItems) {
    int m = candidates.length;
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < d; i++) {
        dItems[candidates[j] * d + i] += weight * dColumns[i * m + j];
      }
    }
  }
}
