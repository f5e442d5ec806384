/** Rankers compiled to flat arrays. */
@NullMarked
package dev.slate.training.model.rank;

import org.jspecify.annotations.NullMarked;
