package dev.slate.training.model.sequence;

import java.util.Arrays;

/**
 * One block's forward pass over packed sequences, kept for its gradient. One thread each.
 *
 * <p>A sequence's row is O(d (d + h)), its attention O(t d).
 */
final class BlockPass {
  private final int d;
  private final int hiddenWidth;
  private final int place;
  private final LayerNorm attentionNorm;
  private final LayerNorm feedNorm;
  private final Attention attention;
  private float[] attentionIn = {};
  private float[] qkv = {};
  private float[] attended = {};
  private float[] feedIn = {};
  private float[] hidden = {};
  private float[] branch = {};
  private float[] dBranch = {};
  private float[] dQkv = {};
  private float[] dHidden = {};

  /**
   * @param index of the block; its drop-outs' places follow from it
   */
  BlockPass(SequenceShape shape, int index) {
    d = shape.dim();
    hiddenWidth = shape.hidden();
    place = 1 + 3 * index;
    attentionNorm = new LayerNorm(d);
    feedNorm = new LayerNorm(d);
    attention = new Attention(shape);
  }

  /** Changes {@code h [P x d]} in place. */
  void forward(Block block, SequenceBatch batch, Dropout dropout, float[] h) {
    int rows = batch.size();
    attentionIn = Buffers.atLeast(attentionIn, rows * d);
    qkv = Buffers.atLeast(qkv, rows * 3 * d);
    attended = Buffers.atLeast(attended, rows * d);
    feedIn = Buffers.atLeast(feedIn, rows * d);
    hidden = Buffers.atLeast(hidden, rows * hiddenWidth);
    branch = Buffers.atLeast(branch, rows * d);

    attentionNorm.forward(rows, h, block.attentionGain(), block.attentionBias(), attentionIn);
    Linear.forward(rows, attentionIn, block.projection(), block.projectionBias(), qkv);
    attention.forward(batch, qkv, attended);
    afterAttention(block, rows, dropout, h);
  }

  /** What {@link #forward} would make of the newest row {@code [d]} of a single sequence. */
  float[] last(Block block, SequenceBatch batch, float[] h) {
    int rows = batch.size();
    attentionIn = Buffers.atLeast(attentionIn, rows * d);
    qkv = Buffers.atLeast(qkv, rows * 3 * d);
    attended = Buffers.atLeast(attended, d);
    feedIn = Buffers.atLeast(feedIn, d);
    hidden = Buffers.atLeast(hidden, hiddenWidth);
    branch = Buffers.atLeast(branch, d);
    attentionNorm.forward(rows, h, block.attentionGain(), block.attentionBias(), attentionIn);
    Linear.forward(rows, attentionIn, block.projection(), block.projectionBias(), qkv);
    attention.last(rows, qkv, attended);
    float[] newest = Arrays.copyOfRange(h, (rows - 1) * d, rows * d);
    afterAttention(block, 1, Dropout.NONE, newest);
    return newest;
  }

  private void afterAttention(Block block, int rows, Dropout dropout, float[] h) {
    Linear.forward(rows, attended, block.output(), block.outputBias(), branch);
    addBranch(rows, dropout, place, h);
    feedNorm.forward(rows, h, block.feedGain(), block.feedBias(), feedIn);
    Linear.forward(rows, feedIn, block.widen(), block.widenBias(), hidden);
    for (int i = 0; i < rows * hiddenWidth; i++) {
      hidden[i] = Math.max(hidden[i], 0);
    }
    dropout.apply(place + 1, hidden, rows * hiddenWidth);
    Linear.forward(rows, hidden, block.narrow(), block.narrowBias(), branch);
    addBranch(rows, dropout, place + 2, h);
  }

  private void addBranch(int rows, Dropout dropout, int at, float[] h) {
    dropout.apply(at, branch, rows * d);
    for (int i = 0; i < rows * d; i++) {
      h[i] += branch[i];
    }
  }

  /**
   * Turns the gradient by the block's output into that by its input, in place, and adds to the
   * parameters' gradient; of the last forward pass.
   *
   * @param dh {@code [P x d]}
   */
  void backward(Block block, SequenceBatch batch, Dropout dropout, float[] dh, Block gradient) {
    int rows = batch.size();
    dBranch = Buffers.atLeast(dBranch, rows * d);
    dHidden = Buffers.atLeast(dHidden, rows * hiddenWidth);
    dQkv = Buffers.atLeast(dQkv, rows * 3 * d);

    System.arraycopy(dh, 0, dBranch, 0, rows * d);
    dropout.apply(place + 2, dBranch, rows * d);
    Linear.backward(
        rows, hidden, block.narrow(), dBranch, gradient.narrow(), gradient.narrowBias(), dHidden);
    dropout.apply(place + 1, dHidden, rows * hiddenWidth);
    for (int i = 0; i < rows * hiddenWidth; i++) {
      dHidden[i] = hidden[i] > 0 ? dHidden[i] : 0;
    }
    Linear.backward(
        rows, feedIn, block.widen(), dHidden, gradient.widen(), gradient.widenBias(), branch);
    feedNorm.backward(rows, branch, block.feedGain(), gradient.feedGain(), gradient.feedBias(), dh);

    System.arraycopy(dh, 0, dBranch, 0, rows * d);
    dropout.apply(place, dBranch, rows * d);
    Linear.backward(
        rows, attended, block.output(), dBranch, gradient.output(), gradient.outputBias(), branch);
    attention.backward(batch, qkv, branch, dQkv);
    Linear.backward(
        rows,
        attentionIn,
        block.projection(),
        dQkv,
        gradient.projection(),
        gradient.projectionBias(),
        branch);
    attentionNorm.backward(
        rows,
        branch,
        block.attentionGain(),
        gradient.attentionGain(),
        gradient.attentionBias(),
        dh);
  }
}
