package dev.slate.training.model.tower;

import dev.slate.training.model.kernel.MatrixView;
import java.util.Arrays;

/**
 * Loss and gradient of users against candidates, in blocks of users that stay in the cache: logits
 * are laid out by candidate, {@code [n x BLOCK]} a block, so that the softmax runs down columns
 * without a sum across lanes, and both products read them in order.
 *
 * <p>Probabilities are never divided out: with numerators {@code e} and a row's sum {@code s}, user
 * vectors scaled by {@code 1 / s} give the candidates' gradient and scaled results the users'.
 */
final class SampledSoftmax {
  private static final int BLOCK = Users.BLOCK;

  /** Candidates at once where they are the inner dimension. */
  private static final int TILE = 128;

  private final SoftmaxSettings settings;
  private final int d;
  private float[] logits = {};
  private float[] transposed = {};
  private float[] scaled = {};
  private float[][] max = {};
  private float[][] sum = {};
  private float[][] column = {};
  private double[] losses = {};
  private int size;

  SampledSoftmax(SoftmaxSettings settings, int d) {
    this.settings = settings;
    this.d = d;
  }

  void begin(int blocks, int candidates) {
    size = candidates * BLOCK;
    if (logits.length < blocks * size) {
      logits = new float[Math.multiplyExact(blocks, size)];
    }
    if (max.length < blocks) {
      transposed = new float[blocks * BLOCK * d];
      scaled = new float[blocks * BLOCK * d];
      max = new float[blocks][BLOCK];
      sum = new float[blocks][BLOCK];
      losses = new double[blocks * BLOCK];
    }
    if (settings.hardNegatives() > 0 && (column.length < blocks || column[0].length < candidates)) {
      column = new float[blocks][candidates];
    }
  }

  /** Losses of one block, and what both gradients need. */
  void forward(TwoTowerBatch batch, Users users, Candidates candidates, int block) {
    transpose(users.vectors(), block);
    int start = block * size;
    for (int c = 0; c < candidates.size(); c++) {
      Arrays.fill(logits, start + c * BLOCK, start + (c + 1) * BLOCK, -candidates.logQ(c));
    }
    MatrixView columns = new MatrixView(transposed, block * BLOCK * d, BLOCK, 1);
    MatrixView vectors = MatrixView.of(candidates.vectors(), d);
    Towers.KERNEL.multiplyAdd(candidates.size(), BLOCK, d, vectors, columns, logits(block));
    int lanes = Math.min(BLOCK, batch.examples() - block * BLOCK);
    for (int lane = 0; lane < lanes; lane++) {
      prepare(batch, candidates, block, lane);
    }
    Towers.KERNEL.expColumns(logits, start, candidates.size(), max[block], sum[block]);
    for (int lane = 0; lane < lanes; lane++) {
      int i = block * BLOCK + lane;
      losses[i] += StrictMath.log(sum[block][lane]) + max[block][lane];
      // The gradient by the positive's logit is its probability less 1.
      logits[start + i * BLOCK + lane] -= sum[block][lane];
    }
    scaleUsers(batch, users, block, lanes);
  }

  /** Corrects the positive's logit and takes out what is no negative of one example. */
  private void prepare(TwoTowerBatch batch, Candidates candidates, int block, int lane) {
    int i = block * BLOCK + lane;
    int at = block * size + lane;
    int own = at + i * BLOCK;
    if (settings.logQ() == SoftmaxSettings.LogQ.CORRECTED) {
      logits[own] += candidates.logQ(i);
    }
    float logit = logits[own];
    losses[i] = -logit;
    leaveOut(candidates, candidates.item(i), at);
    int end = batch.start(i + 1);
    for (int h = batch.start(i); h < end; h++) {
      leaveOut(candidates, batch.items()[h], at);
    }
    logits[own] = logit;
    if (settings.hardNegatives() > 0) {
      keepHardest(candidates.size(), block, at, own);
    }
  }

  private void leaveOut(Candidates candidates, int item, int at) {
    for (int c = candidates.first(item); c >= 0; c = candidates.next(c)) {
      logits[at + c * BLOCK] = Float.NEGATIVE_INFINITY;
    }
  }

  private void keepHardest(int candidates, int block, int at, int own) {
    float logit = logits[own];
    logits[own] = Float.NEGATIVE_INFINITY;
    float[] values = column[block];
    for (int c = 0; c < candidates; c++) {
      values[c] = logits[at + c * BLOCK];
    }
    float bar = Selection.largest(values, candidates, settings.hardNegatives());
    for (int c = 0; c < candidates; c++) {
      if (logits[at + c * BLOCK] < bar) {
        logits[at + c * BLOCK] = Float.NEGATIVE_INFINITY;
      }
    }
    logits[own] = logit;
  }

  /** {@code [BLOCK x d]} to {@code [d x BLOCK]}, divided by the temperature. */
  private void transpose(float[] vectors, int block) {
    int from = block * BLOCK * d;
    for (int lane = 0; lane < BLOCK; lane++) {
      for (int c = 0; c < d; c++) {
        transposed[from + c * BLOCK + lane] = vectors[from + lane * d + c] / settings.temperature();
      }
    }
  }

  private void scaleUsers(TwoTowerBatch batch, Users users, int block, int lanes) {
    int from = block * BLOCK * d;
    Arrays.fill(scaled, from, from + BLOCK * d, 0);
    for (int lane = 0; lane < lanes; lane++) {
      int at = from + lane * d;
      float scale = scale(batch, block, lane);
      Towers.KERNEL.addScaled(scale, users.vectors(), at, scaled, at, d);
    }
  }

  private float scale(TwoTowerBatch batch, int block, int lane) {
    return 1 / (sum[block][lane] * batch.examples() * settings.temperature());
  }

  /** The gradient by one block's unit vectors. */
  void usersGradient(TwoTowerBatch batch, Users users, Candidates candidates, int block) {
    int from = block * BLOCK * d;
    float[] out = users.gradient();
    Arrays.fill(out, from, from + BLOCK * d, 0);
    MatrixView numerators = logits(block).transposed();
    MatrixView vectors = MatrixView.of(candidates.vectors(), d);
    MatrixView sums = new MatrixView(out, from, d, 1);
    for (int c = 0; c < candidates.size(); c += TILE) {
      int count = Math.min(TILE, candidates.size() - c);
      Towers.KERNEL.multiplyAdd(BLOCK, d, count, numerators.from(0, c), vectors.from(c, 0), sums);
    }
    for (int lane = 0; lane < BLOCK; lane++) {
      float scale = scale(batch, block, lane);
      for (int p = from + lane * d; p < from + (lane + 1) * d; p++) {
        out[p] *= scale;
      }
    }
  }

  /** The gradient by one part of the batch's candidates. */
  void candidatesGradient(Users users, Candidates candidates, int part) {
    int from = part * Candidates.PART;
    int rows = Math.min(Candidates.PART, candidates.live() - from);
    float[] out = candidates.gradient();
    Arrays.fill(out, from * d, (from + rows) * d, 0);
    MatrixView sums = new MatrixView(out, from * d, d, 1);
    for (int block = 0; block < users.blocks(); block++) {
      MatrixView vectors = new MatrixView(scaled, block * BLOCK * d, d, 1);
      Towers.KERNEL.multiplyAdd(rows, d, BLOCK, logits(block).from(from, 0), vectors, sums);
    }
  }

  /** {@code [n x BLOCK]}, later the numerators. */
  private MatrixView logits(int block) {
    return new MatrixView(logits, block * size, BLOCK, 1);
  }

  /** The mean loss. */
  double loss(int examples) {
    double total = 0;
    for (int i = 0; i < examples; i++) {
      total += losses[i];
    }
    return total / examples;
  }
}
