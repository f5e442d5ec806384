/** The two-tower model: parameters, forward pass, and the gradient of its loss. */
@NullMarked
package dev.slate.training.model.tower;

import org.jspecify.annotations.NullMarked;
