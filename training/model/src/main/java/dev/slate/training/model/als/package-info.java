/**
 * Matrix factorisation for implicit feedback: {@link dev.slate.training.model.als.AlsSolver} trains
 * it, {@link dev.slate.training.model.als.AlsModel} folds users in when serving, and {@link
 * dev.slate.training.model.als.AlsObjective} says what both solve.
 */
@NullMarked
package dev.slate.training.model.als;

import org.jspecify.annotations.NullMarked;
