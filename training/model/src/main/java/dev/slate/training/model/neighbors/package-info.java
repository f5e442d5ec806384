/** Items that the same users chose. */
@NullMarked
package dev.slate.training.model.neighbors;

import org.jspecify.annotations.NullMarked;
