package dev.slate.training.spark.als;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.als.AlsModel;

/**
 * What ALS learned.
 *
 * @param model item factors {@code [items x rank]}, zeros for an item without a positive
 * @param userFactors {@code [users x rank]}, zeros for a user without a positive; the model that is
 *     served folds users in instead, which gives the same up to rounding
 */
public record AlsFit(AlsModel model, FloatMatrix userFactors) {}
