package dev.slate.training.model.sequence;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.tower.ItemCategories;
import java.util.BitSet;

/** The encoder and its loss written out in double from their definitions, position by position. */
final class ReferenceEncoder {
  private final SequenceParameters p;
  private final int d;

  ReferenceEncoder(SequenceParameters parameters) {
    this.p = parameters;
    this.d = parameters.shape().dim();
  }

  /** An item's vector. */
  double[] item(int item, BitSet withoutId) {
    ItemCategories categories = p.categories();
    double[] out = new double[d];
    for (int i = 0; i < d; i++) {
      out[i] = withoutId.get(item) ? 0 : p.item().get(item, i);
      for (int c = categories.offsets()[item]; c < categories.offsets()[item + 1]; c++) {
        out[i] += categories.weights()[c] * p.category().get(categories.values()[c], i);
      }
    }
    return out;
  }

  /** What the encoder gives for each interaction of one sequence, oldest first. */
  double[][] encode(int[] sequence, BitSet withoutId) {
    int t = sequence.length;
    double[][] h = new double[t][d];
    for (int row = 0; row < t; row++) {
      double[] item = item(sequence[row], withoutId);
      for (int i = 0; i < d; i++) {
        int place = p.shape().length() - t + row;
        h[row][i] = Math.sqrt(d) * item[i] + p.position().get(place, i);
      }
    }
    for (Block block : p.blocks()) {
      attend(block, h);
      for (double[] row : h) {
        double[] wide =
            linear(norm(row, block.feedGain(), block.feedBias()), block.widen(), block.widenBias());
        for (int i = 0; i < wide.length; i++) {
          wide[i] = Math.max(0, wide[i]);
        }
        add(row, linear(wide, block.narrow(), block.narrowBias()));
      }
    }
    double[][] out = new double[t][];
    for (int row = 0; row < t; row++) {
      out[row] = norm(h[row], p.normGain(), p.normBias());
    }
    return out;
  }

  private void attend(Block block, double[][] h) {
    double[][] qkv = new double[h.length][];
    for (int row = 0; row < h.length; row++) {
      qkv[row] =
          linear(
              norm(h[row], block.attentionGain(), block.attentionBias()),
              block.projection(),
              block.projectionBias());
    }
    int width = d / p.shape().heads();
    for (int row = 0; row < h.length; row++) {
      double[] attended = new double[d];
      for (int head = 0; head < p.shape().heads(); head++) {
        double[] weights = new double[row + 1];
        double sum = 0;
        for (int other = 0; other <= row; other++) {
          double score = 0;
          for (int i = head * width; i < (head + 1) * width; i++) {
            score += qkv[row][i] * qkv[other][d + i];
          }
          weights[other] = Math.exp(score / Math.sqrt(width));
          sum += weights[other];
        }
        for (int other = 0; other <= row; other++) {
          for (int i = head * width; i < (head + 1) * width; i++) {
            attended[i] += weights[other] / sum * qkv[other][2 * d + i];
          }
        }
      }
      add(h[row], linear(attended, block.output(), block.outputBias()));
    }
  }

  private static double[] linear(double[] x, FloatMatrix weight, FloatMatrix bias) {
    double[] y = new double[weight.columns()];
    for (int j = 0; j < y.length; j++) {
      y[j] = bias.get(0, j);
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * weight.get(i, j);
      }
    }
    return y;
  }

  private static double[] norm(double[] x, FloatMatrix gain, FloatMatrix bias) {
    double mean = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    double variance = 0;
    for (double value : x) {
      variance += (value - mean) * (value - mean) / x.length;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = gain.get(0, i) * (x[i] - mean) / Math.sqrt(variance + 1e-6) + bias.get(0, i);
    }
    return y;
  }

  private static void add(double[] to, double[] more) {
    for (int i = 0; i < to.length; i++) {
      to[i] += more[i];
    }
  }

  /** Sum over all interactions of a batch. */
  double loss(SequenceBatch batch, Candidates candidates, BitSet withoutId) {
    double total = 0;
    for (int s = 0; s < batch.sequences(); s++) {
      int from = batch.offsets()[s];
      int[] sequence = java.util.Arrays.copyOfRange(batch.items(), from, batch.offsets()[s + 1]);
      double[][] out = encode(sequence, withoutId);
      for (int row = 0; row < out.length; row++) {
        int target = batch.targets()[from + row];
        double sum = 0;
        double own = 0;
        for (int j = 0; j < candidates.items().length; j++) {
          int item = candidates.items()[j];
          double[] vector = item(item, withoutId);
          double logit = item == target ? 0 : -candidates.logQ()[j];
          for (int i = 0; i < d; i++) {
            logit += out[row][i] * vector[i];
          }
          sum += Math.exp(logit);
          own = item == target ? logit : own;
        }
        total += Math.log(sum) - own;
      }
    }
    return total;
  }
}
