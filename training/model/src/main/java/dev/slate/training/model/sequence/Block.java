package dev.slate.training.model.sequence;

import dev.slate.training.model.FloatMatrix;
import java.util.function.BiConsumer;

/**
 * The parameters of one self-attention block with normalisation in front of each part: {@code h +=
 * attention(norm(h)) Wo + bo}, then {@code h += relu(norm(h) W1 + b1) W2 + b2}. Weights are {@code
 * [in x out]}.
 *
 * @param attentionGain {@code [1 x d]}
 * @param attentionBias {@code [1 x d]}
 * @param projection queries, keys and values side by side {@code [d x 3d]}
 * @param projectionBias {@code [1 x 3d]}
 * @param output Wo {@code [d x d]}
 * @param outputBias bo {@code [1 x d]}
 * @param feedGain {@code [1 x d]}
 * @param feedBias {@code [1 x d]}
 * @param widen W1 {@code [d x h]}
 * @param widenBias b1 {@code [1 x h]}
 * @param narrow W2 {@code [h x d]}
 * @param narrowBias b2 {@code [1 x d]}
 */
record Block(
    FloatMatrix attentionGain,
    FloatMatrix attentionBias,
    FloatMatrix projection,
    FloatMatrix projectionBias,
    FloatMatrix output,
    FloatMatrix outputBias,
    FloatMatrix feedGain,
    FloatMatrix feedBias,
    FloatMatrix widen,
    FloatMatrix widenBias,
    FloatMatrix narrow,
    FloatMatrix narrowBias) {

  static Block of(String prefix, SequenceShape shape, Tensors source) {
    int d = shape.dim();
    int h = shape.hidden();
    return new Block(
        source.get(prefix + "attention_gain", 1, d),
        source.get(prefix + "attention_bias", 1, d),
        source.get(prefix + "projection", d, 3 * d),
        source.get(prefix + "projection_bias", 1, 3 * d),
        source.get(prefix + "output", d, d),
        source.get(prefix + "output_bias", 1, d),
        source.get(prefix + "feed_gain", 1, d),
        source.get(prefix + "feed_bias", 1, d),
        source.get(prefix + "widen", d, h),
        source.get(prefix + "widen_bias", 1, h),
        source.get(prefix + "narrow", h, d),
        source.get(prefix + "narrow_bias", 1, d));
  }

  void forEach(String prefix, BiConsumer<String, FloatMatrix> action) {
    action.accept(prefix + "attention_gain", attentionGain);
    action.accept(prefix + "attention_bias", attentionBias);
    action.accept(prefix + "projection", projection);
    action.accept(prefix + "projection_bias", projectionBias);
    action.accept(prefix + "output", output);
    action.accept(prefix + "output_bias", outputBias);
    action.accept(prefix + "feed_gain", feedGain);
    action.accept(prefix + "feed_bias", feedBias);
    action.accept(prefix + "widen", widen);
    action.accept(prefix + "widen_bias", widenBias);
    action.accept(prefix + "narrow", narrow);
    action.accept(prefix + "narrow_bias", narrowBias);
  }
}
