/**
 * The linear item model with a closed form; start at {@link dev.slate.training.model.ease.Ease}.
 */
@NullMarked
package dev.slate.training.model.ease;

import org.jspecify.annotations.NullMarked;
