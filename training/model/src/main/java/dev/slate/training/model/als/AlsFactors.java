package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;

/**
 * Both sides of a factorisation; rows without a pair are zero.
 *
 * @param users {@code [users x d]}
 * @param items {@code [items x d]}
 */
public record AlsFactors(FloatMatrix users, FloatMatrix items) {}
