package dev.slate.training.model.sequence;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import dev.slate.training.model.kernel.MatrixView;
import java.util.Arrays;

/**
 * Causal multi-head attention (Vaswani et al. 2017) over packed sequences: each interaction attends
 * to itself and to older ones of its sequence. Rows are taken in groups, and a group reads only
 * what is not newer than its last row: half the work of the full square.
 *
 * <p>Keeps its probabilities for the gradient; one thread each. A sequence of t is O(t^2 d).
 */
final class Attention {
  private static final Kernel KERNEL = Kernels.best();

  /** Rows of a group. */
  private static final int GROUP = 48;

  private final int d;
  private final int heads;
  private final int width;
  private final float scale;
  private float[] probabilities = {};
  private float[] slopes = {};
  private float[] transposed = {};

  Attention(SequenceShape shape) {
    d = shape.dim();
    heads = shape.heads();
    width = d / heads;
    scale = (float) (1 / Math.sqrt(width));
  }

  /**
   * @param qkv queries, keys and values side by side {@code [P x 3d]}
   * @param out {@code [P x d]}
   */
  void forward(SequenceBatch batch, float[] qkv, float[] out) {
    Arrays.fill(out, 0, batch.size() * d, 0);
    probabilities = Buffers.atLeast(probabilities, space(batch));
    int at = 0;
    for (int s = 0; s < batch.sequences(); s++) {
      int start = batch.offsets()[s];
      int t = batch.offsets()[s + 1] - start;
      for (int head = 0; head < heads; head++) {
        MatrixView queries = part(qkv, start, head, 0);
        MatrixView keys = transpose(part(qkv, start, head, 1), t);
        MatrixView values = part(qkv, start, head, 2);
        for (int from = 0; from < t; from += GROUP) {
          int to = Math.min(t, from + GROUP);
          MatrixView p = new MatrixView(probabilities, at, to, 1);
          at += (to - from) * to;
          Arrays.fill(probabilities, p.offset(), at, 0);
          KERNEL.multiplyAdd(to - from, to, width, queries.from(from, 0), keys, p);
          for (int row = from; row < to; row++) {
            softmax(p.offset() + (row - from) * to, row + 1, to);
          }
          KERNEL.multiplyAdd(to - from, width, to, p, values, outPart(out, start + from, head));
        }
      }
    }
  }

  /**
   * The newest row only, of a single sequence.
   *
   * @param out {@code [d]}
   */
  void last(int t, float[] qkv, float[] out) {
    Arrays.fill(out, 0, d, 0);
    probabilities = Buffers.atLeast(probabilities, t);
    for (int head = 0; head < heads; head++) {
      int query = (t - 1) * 3 * d + head * width;
      for (int i = 0; i < t; i++) {
        probabilities[i] = KERNEL.dot(qkv, query, qkv, i * 3 * d + d + head * width, width);
      }
      softmax(0, t, t);
      for (int i = 0; i < t; i++) {
        int value = i * 3 * d + 2 * d + head * width;
        KERNEL.addScaled(probabilities[i], qkv, value, out, head * width, width);
      }
    }
  }

  private void softmax(int at, int visible, int length) {
    for (int i = at; i < at + visible; i++) {
      probabilities[i] *= scale;
    }
    KERNEL.softmax(probabilities, at, visible);
    Arrays.fill(probabilities, at + visible, at + length, 0);
  }

  /**
   * From the gradient by the output to that by queries, keys and values; of the last forward pass.
   *
   * @param dOut {@code [P x d]}
   * @param dQkv {@code [P x 3d]}, overwritten
   */
  void backward(SequenceBatch batch, float[] qkv, float[] dOut, float[] dQkv) {
    Arrays.fill(dQkv, 0, batch.size() * 3 * d, 0);
    int at = 0;
    for (int s = 0; s < batch.sequences(); s++) {
      int start = batch.offsets()[s];
      int t = batch.offsets()[s + 1] - start;
      slopes = Buffers.atLeast(slopes, GROUP * t);
      for (int head = 0; head < heads; head++) {
        MatrixView queries = part(qkv, start, head, 0);
        MatrixView keys = part(qkv, start, head, 1);
        MatrixView values = transpose(part(qkv, start, head, 2), t);
        MatrixView dQueries = part(dQkv, start, head, 0);
        MatrixView dKeys = part(dQkv, start, head, 1);
        MatrixView dValues = part(dQkv, start, head, 2);
        for (int from = 0; from < t; from += GROUP) {
          int to = Math.min(t, from + GROUP);
          int rows = to - from;
          MatrixView p = new MatrixView(probabilities, at, to, 1);
          at += rows * to;
          MatrixView dRows = outPart(dOut, start + from, head);
          KERNEL.multiplyAdd(to, width, rows, p.transposed(), dRows, dValues);
          Arrays.fill(slopes, 0, rows * to, 0);
          MatrixView dScores = MatrixView.of(slopes, to);
          KERNEL.multiplyAdd(rows, to, width, dRows, values, dScores);
          for (int row = 0; row < rows; row++) {
            throughSoftmax(p.offset() + row * to, row * to, to);
          }
          KERNEL.multiplyAdd(rows, width, to, dScores, keys, dQueries.from(from, 0));
          KERNEL.multiplyAdd(to, width, rows, dScores.transposed(), queries.from(from, 0), dKeys);
        }
      }
    }
  }

  private void throughSoftmax(int p, int at, int length) {
    float mean = KERNEL.dot(probabilities, p, slopes, at, length);
    for (int i = 0; i < length; i++) {
      slopes[at + i] = scale * probabilities[p + i] * (slopes[at + i] - mean);
    }
  }

  private int space(SequenceBatch batch) {
    int space = 0;
    for (int s = 0; s < batch.sequences(); s++) {
      int t = batch.offsets()[s + 1] - batch.offsets()[s];
      for (int from = 0; from < t; from += GROUP) {
        int to = Math.min(t, from + GROUP);
        space += heads * (to - from) * to;
      }
    }
    return space;
  }

  /** A sequence's queries (0), keys (1) or values (2) of a head {@code [t x width]}. */
  private MatrixView part(float[] qkv, int start, int head, int which) {
    return new MatrixView(qkv, start * 3 * d + which * d + head * width, 3 * d, 1);
  }

  private MatrixView outPart(float[] out, int row, int head) {
    return new MatrixView(out, row * d + head * width, d, 1);
  }

  /** A copy {@code [width x t]} in scratch space. */
  private MatrixView transpose(MatrixView view, int t) {
    transposed = Buffers.atLeast(transposed, width * t);
    for (int i = 0; i < t; i++) {
      int from = view.offset() + i * view.row();
      for (int j = 0; j < width; j++) {
        transposed[j * t + i] = view.values()[from + j];
      }
    }
    return MatrixView.of(transposed, t);
  }
}
