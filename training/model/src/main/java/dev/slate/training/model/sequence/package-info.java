/**
 * The user tower that reads the order of a history: a causal self-attention encoder (SASRec), its
 * gradient and its training. Pure Java on the kernels.
 *
 * <p>Start at {@link dev.slate.training.model.sequence.SequenceModel} for what serves, at {@link
 * dev.slate.training.model.sequence.SequenceTrainer} for how it learns, and at {@link
 * dev.slate.training.model.sequence.Encoder} for the network.
 */
@NullMarked
package dev.slate.training.model.sequence;

import org.jspecify.annotations.NullMarked;
