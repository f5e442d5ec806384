package dev.slate.training.model.sequence;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The causal self-attention encoder (SASRec: Kang and McAuley, ICDM 2018), with normalisation in
 * front of each part (Xiong et al., ICML 2020): {@code h = sqrt(d) item + position}, L blocks, a
 * last normalisation. What it gives for an interaction depends on it and on older ones only.
 *
 * <p>Positions are counted from the newest, so that a user's next choice is always read off the
 * same one. Keeps a forward pass for its gradient; one thread each.
 */
final class Encoder {
  private static final Kernel KERNEL = Kernels.best();
  private static final int EMBEDDING_PLACE = 0;

  private final SequenceParameters parameters;
  private final int d;
  private final float scale;
  private final List<BlockPass> passes = new ArrayList<>();
  private final LayerNorm norm;
  private float[] h = {};
  private float[] out = {};

  Encoder(SequenceParameters parameters) {
    this.parameters = parameters;
    SequenceShape shape = parameters.shape();
    d = shape.dim();
    scale = (float) Math.sqrt(d);
    norm = new LayerNorm(d);
    for (int b = 0; b < shape.blocks(); b++) {
      passes.add(new BlockPass(shape, b));
    }
  }

  /**
   * @param items vectors of all items {@code [n x d]}
   * @return a vector for each interaction {@code [P x d]}, valid until the next pass
   */
  float[] forward(SequenceBatch batch, float[] items, Dropout dropout) {
    int rows = batch.size();
    h = Buffers.atLeast(h, rows * d);
    out = Buffers.atLeast(out, rows * d);
    embed(batch, items);
    dropout.apply(EMBEDDING_PLACE, h, rows * d);
    for (int b = 0; b < passes.size(); b++) {
      passes.get(b).forward(parameters.blocks().get(b), batch, dropout, h);
    }
    norm.forward(rows, h, parameters.normGain(), parameters.normBias(), out);
    return out;
  }

  /**
   * The vector {@code [d]} of a history's newest interaction; the last block does no more than that
   * one needs.
   *
   * @param oldestFirst at least one
   */
  float[] last(int[] oldestFirst, float[] items) {
    SequenceBatch batch = SequenceBatch.reading(oldestFirst);
    int rows = batch.size();
    h = Buffers.atLeast(h, rows * d);
    embed(batch, items);
    int top = passes.size() - 1;
    for (int b = 0; b < top; b++) {
      passes.get(b).forward(parameters.blocks().get(b), batch, Dropout.NONE, h);
    }
    float[] newest = passes.get(top).last(parameters.blocks().get(top), batch, h);
    float[] user = new float[d];
    norm.forward(1, newest, parameters.normGain(), parameters.normBias(), user);
    return user;
  }

  private void embed(SequenceBatch batch, float[] items) {
    for (int s = 0; s < batch.sequences(); s++) {
      int end = batch.offsets()[s + 1];
      for (int row = batch.offsets()[s]; row < end; row++) {
        System.arraycopy(parameters.position().values(), place(row, end) * d, h, row * d, d);
        KERNEL.addScaled(scale, items, batch.items()[row] * d, h, row * d, d);
      }
    }
  }

  private int place(int row, int end) {
    return parameters.shape().length() - (end - row);
  }

  /**
   * Adds to the gradient, of which {@code item()} is that by the items' vectors; of the last
   * forward pass.
   *
   * @param dOut by what forward gave {@code [P x d]}
   */
  void backward(SequenceBatch batch, float[] dOut, Dropout dropout, SequenceParameters gradient) {
    int rows = batch.size();
    float[] dh = h;
    Arrays.fill(dh, 0, rows * d, 0);
    norm.backward(rows, dOut, parameters.normGain(), gradient.normGain(), gradient.normBias(), dh);
    for (int b = passes.size() - 1; b >= 0; b--) {
      passes
          .get(b)
          .backward(parameters.blocks().get(b), batch, dropout, dh, gradient.blocks().get(b));
    }
    dropout.apply(EMBEDDING_PLACE, dh, rows * d);
    for (int s = 0; s < batch.sequences(); s++) {
      int end = batch.offsets()[s + 1];
      for (int row = batch.offsets()[s]; row < end; row++) {
        float[] dPosition = gradient.position().values();
        float[] dItems = gradient.item().values();
        KERNEL.addScaled(1, dh, row * d, dPosition, place(row, end) * d, d);
        KERNEL.addScaled(scale, dh, row * d, dItems, batch.items()[row] * d, d);
      }
    }
  }
}
